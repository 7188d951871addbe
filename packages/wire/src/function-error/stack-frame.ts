import { asString, isJsonObject, parseJson } from "../json.ts";

/** An entry of a remote stack. What cannot be read of it is left out. */
export interface StackFrame {
  readonly function?: string;
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** Counted from 1. */
  readonly column?: number;
  /** The entry as it came. */
  readonly raw: string;
}

/** The forms of a frame in the runtimes; the first that fits counts. */
const FORMS = [
  // Node.js: "at async fn (file:1:2)", "at file:1:2".
  /^\s*at (?:async )?(?<function>[^\n]+?) \((?!eval at )(?<file>(?:[^()\n]|\([^()\n]*\))+):(?<line>\d+):(?<column>\d+)\)$/,
  /^\s*at (?:async )?(?<file>(?:[^()\n]|\([^()\n]*\))+):(?<line>\d+):(?<column>\d+)$/,
  /^\s*File "(?<file>[^"]+)",? [Ll]ine (?<line>\d+)(?:, in (?<function>[^\n]+))?/,
  // Ruby: "file:1:in `fn'".
  /^(?<file>[^\n]+?):(?<line>\d+):in [`'](?<function>[^\n]+)'$/,
  // .NET: "at fn(Type argument) in file:line 1".
  /^\s*at (?<function>[^\n]+\)) in (?<file>[^\n]+):line (?<line>\d+)$/,
  // PowerShell: "at fn, file: line 1".
  /^\s*at (?<function>[^,\n]+), (?<file>[^\n]+): line (?<line>\d+)$/,
  // Java: "class.method(File.java:1)", "class.method(Native Method)".
  /^\s*(?:at )?(?<function>[\w.$/<>@-]+)\((?:(?<file>[\w$.-]+):(?<line>\d+)|Native Method|Unknown Source|(?<only>[\w$-]+\.\w+))\)$/,
  // PHP: "#0 file(1): class->fn(argument)".
  /^\s*#\d+ (?<file>[^\n]+?)\((?<line>\d+)\): (?<function>[^\n(]+)\(/,
  // .NET without symbols, and Node.js's own: "at fn(Type argument)", "at fn (native)", "at eval (eval at fn (...))".
  /^\s*at (?:async )?(?<function>[^\n]+?)(?: \([^\n]*\))?$/,
];
/** Longer than any frame. */
const LENGTH_LIMIT = 2048;

/**
 * Reads an entry of a stack, of any runtime. Never throws: of an entry in no known form only `raw` is
 * there.
 *
 * @example
 * fault.origin?.remoteStack?.map(decodeStackFrame).find(({ file }) => file?.startsWith("/var/task/"));
 */
export function decodeStackFrame(raw: string): StackFrame {
  if (raw.length > LENGTH_LIMIT) return { raw };
  if (raw.startsWith("{") || raw.startsWith("[")) return { ...decodeJsonFrame(raw), raw };
  for (const form of FORMS) {
    const found = form.exec(raw.trimEnd())?.groups;
    if (found) return { ...frame({ ...found, file: found.file ?? found.only }), raw };
  }
  return { raw };
}

/** Go has objects; Python 2.7 had lists of file, line, function and text. */
function decodeJsonFrame(raw: string): Omit<StackFrame, "raw"> {
  const entry = parseJson(raw);
  if (Array.isArray(entry)) return frame({ function: entry[2], file: entry[0], line: entry[1] });
  return isJsonObject(entry) ? frame({ function: entry.label, file: entry.path, line: entry.line }) : {};
}

function frame(parts: Readonly<Partial<Record<keyof StackFrame, unknown>>>): Omit<StackFrame, "raw"> {
  const { function: name, line, column } = parts;
  const file = asString(parts.file);
  return {
    ...(typeof name === "string" && { function: name }),
    ...(file !== undefined && { file }),
    ...(isLineNumber(line) && { line: Number(line) }),
    ...(isLineNumber(column) && { column: Number(column) }),
  };
}

function isLineNumber(value: unknown): boolean {
  return (typeof value === "number" || typeof value === "string") && Number.isSafeInteger(Number(value));
}
