import { readText } from "./safe-read.ts";

const FIRST_FRAME = "\n    at ";
/** The runtime repeats each line in a header, in at least 45 characters. */
const LIMITS = { characters: 50_000, lines: 300 };

/** Reads the frames of an error's stack, each after a line break, without the first line and its message. */
export function framesOf(error: unknown): string {
  const stack = readText(error, "stack") ?? "";
  const start = stack.indexOf(FIRST_FRAME);
  return start === -1 ? "" : cutStack(stack.slice(start));
}

/** Cuts a stack to what the runtime can post: `Error.stackTraceLimit` may let it grow without end. */
export function cutStack(stack: string): string {
  const cut = stack.slice(0, LIMITS.characters);
  const lines = cut.split("\n", LIMITS.lines + 1);
  return lines.length > LIMITS.lines ? lines.slice(0, -1).join("\n") : cut;
}
