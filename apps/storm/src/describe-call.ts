import { inspect } from "node:util";
import type { BrokenCall } from "./run-storm.ts";

/** Describes a call that broke an invariant, with its story. */
export function describeCall({ call, ending, number, invariants, milliseconds, story }: BrokenCall): string {
  const { execution, tried } = ending.type === "fault" ? ending.fault : {};
  return [
    `Call ${number} broke: ${invariants.join("; ")}`,
    `  ${inspect(call, { breakLength: Number.POSITIVE_INFINITY })}`,
    ...story.map((what) => `  ${what}`),
    `  ended after ${milliseconds.toFixed(0)} ms, execution ${execution}, ${tried?.length ?? 0} tried before:`,
    `  ${inspect(ending, { depth: 4 }).replaceAll("\n", "\n  ")}`,
  ].join("\n");
}
