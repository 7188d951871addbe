import { markdownTable } from "../report/markdown.ts";
import type { Bytes } from "./program.ts";
import { withProgram } from "./run-program.ts";

/**
 * Flags that make counts the same in every run: nothing is compiled in the background or optimised away, and nothing is
 * collected while it is counted.
 */
const FLAGS = [
  "--expose-gc",
  "--min-semi-space-size=256",
  "--max-semi-space-size=256",
  "--no-sparkplug",
  "--no-maglev",
  "--no-opt",
];

/** Counts the bytes that calls allocate, in groups. */
export function allocations(): Promise<Bytes[][]> {
  // The program prints this type.
  return withProgram((run) => run(FLAGS, ["allocated"]) as Promise<Bytes[][]>);
}

/** Counts the bytes that calls allocate, as a table. */
export async function countAllocations(): Promise<string> {
  const rows = (await allocations()).flatMap((group) =>
    group.map(({ name, bytes }) => [
      name,
      bytes.toFixed(0),
      (bytes / (group[0]?.bytes ?? Number.NaN)).toFixed(2),
    ]),
  );
  return markdownTable(["", "bytes", "ratio"], rows);
}
