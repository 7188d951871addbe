/** The part of a Python file that writes JSON as JavaScript does, and the custom error object. */
export const PYTHON_WRITER = String.raw`
_MESSAGE_LIMIT = 4096
_CUSTOM_LIMIT = 20480
_LINE_BREAKS = _re.compile("[\n\r\u2028\u2029\x7f]+")
_HALF_PAIR = _re.compile("[\ud800-\udfff]")


def _text(value: str) -> str:
    return _HALF_PAIR.sub(
        lambda half: "\\u%04x" % ord(half.group()), _jsons.dumps(value, ensure_ascii=False)
    )


def _number(value: float) -> str:
    if isinstance(value, int):
        return str(int(value))
    if value == 0:
        return "0"
    if not _math.isfinite(value):
        return "null"
    sign, numerals, exponent = _decimal.Decimal(repr(value)).normalize().as_tuple()
    digits = "".join(map(str, numerals))
    point = len(digits) + int(exponent)
    if len(digits) <= point <= 21:
        text = digits + "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = digits[:point] + "." + digits[point:]
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        rest = "." + digits[1:] if len(digits) > 1 else ""
        text = "%s%se%+d" % (digits[0], rest, point - 1)
    return "-" + text if sign else text


def _json(value: _typing.Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return _number(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return "{" + ",".join(_text(name) + ":" + _json(each) for name, each in value.items()) + "}"
    return "[" + ",".join(map(_json, value)) + "]"


def _escaped_length(text: str) -> int:
    """The UTF-16 code units of a text inside a JSON document."""
    escaped = _text(text)
    return len(escaped) - 2 + sum(ord(character) > 0xFFFF for character in escaped)


def _one_line(message: str, limit: int = _MESSAGE_LIMIT) -> str:
    line = _LINE_BREAKS.sub(" ", message)
    if _escaped_length(line) <= limit:
        return line
    length = 0
    for at, character in enumerate(line):
        length += _escaped_length(character)
        if length > limit - 1:
            return line[:at] + "\u2026"
    return line


def _is_note(details: _typing.Any) -> bool:
    """Whether details look like the size of details that were too large."""
    if not isinstance(details, dict) or list(details) != ["dropped"]:
        return False
    return isinstance(details["dropped"], (int, float)) and not isinstance(details["dropped"], bool)


def _custom_object(fault: BASE) -> str:
    details = fault._details if fault._has_details else _ABSENT

    def write(encoded: _Object) -> str:
        members = {
            "errorType": fault.error_type,
            "httpStatus": fault.status,
            "requestId": fault.request_id,
            "message": _one_line(fault.message),
            **encoded,
            "retryAfter": fault.retry_after,
        }
        given = {name: each for name, each in members.items() if each is not None or name == "details"}
        return _json(given).replace("\x7f", "\\u007f")

    if details is _ABSENT:
        return write({})
    whole = write({"details": details, "kept": True if _is_note(details) else None})
    if _escaped_length(whole) <= _CUSTOM_LIMIT:
        return whole
    size = len(_json(details).encode("utf-8"))
    return write({"details": {"dropped": size}})
`;
