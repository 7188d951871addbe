/** Words that are not names in Python. @see https://docs.python.org/3/reference/lexical_analysis.html#keywords */
export const PYTHON_KEYWORDS: readonly string[] = [
  ...["False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def"],
  ...["del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is"],
  ...["lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield"],
  "__debug__",
];

/** UniqueNames of Python itself that the file uses. */
export const PYTHON_BUILTINS: readonly string[] = [
  ...["ArithmeticError", "Exception", "IndexError", "OverflowError", "RecursionError", "TypeError"],
  ...["ValueError", "abs", "all", "any", "bool", "bytearray", "bytes", "classmethod", "dict", "enumerate"],
  ...["filter", "float", "frozenset", "getattr", "hasattr", "int", "isinstance", "len", "list", "map"],
  ...["max", "next", "ord", "property", "repr", "str", "sum", "super", "tuple", "type", "vars"],
  ...[
    "_dataclasses",
    "_datetime",
    "_decimal",
    "_mail",
    "_jsons",
    "_math",
    "_re",
    "_typing",
    "_ABSENT",
    "annotations",
  ],
];
