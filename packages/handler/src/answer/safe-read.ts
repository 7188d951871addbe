/** Reads a member of anything, undefined where reading it throws: thrown values are nobody's to trust. */
export function read(value: unknown, key: PropertyKey): unknown {
  try {
    return (value as Readonly<Record<PropertyKey, unknown>>)[key];
  } catch {
    // null, a getter that throws, a revoked proxy.
    return undefined;
  }
}

export function readText(value: unknown, key: PropertyKey): string | undefined {
  const text = read(value, key);
  return typeof text === "string" ? text : undefined;
}

/** What the runtime would say of a thrown value, and where that would throw, what can be said. */
export function toText(value: unknown): string {
  try {
    return String(value);
  } catch {
    // No conversion of its own, or one that throws.
    return "a value that cannot be shown";
  }
}

const FIRST_FRAME = "\n    at ";
/** The runtime repeats each line in a header, in at least 45 characters. */
const LIMITS = { characters: 50_000, lines: 300 };

/** The frames of an error's stack, each after a line break; the header and its message are left out. */
export function framesOf(error: unknown): string {
  const stack = readText(error, "stack") ?? "";
  const start = stack.indexOf(FIRST_FRAME);
  return start === -1 ? "" : cutStack(stack.slice(start));
}

/** As much of a stack as the runtime can post: `Error.stackTraceLimit` may let it grow without end. */
export function cutStack(stack: string): string {
  const cut = stack.slice(0, LIMITS.characters);
  const lines = cut.split("\n", LIMITS.lines + 1);
  return lines.length > LIMITS.lines ? lines.slice(0, -1).join("\n") : cut;
}
