import type { Result } from "./try-consumer.ts";

/** Prints a line for each check and the output of those that failed; returns whether none did. */
export function printTable(results: readonly Result[]): boolean {
  const rows = results
    .toSorted((one, other) => one.consumer.localeCompare(other.consumer))
    .map(({ consumer, check, node, seconds, failure }) => [
      consumer,
      check,
      `Node.js ${node}`,
      `${seconds} s`,
      failure === undefined ? "ok" : "FAILED",
    ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  for (const row of rows)
    console.log(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    );
  const failed = results.filter(({ failure }) => failure !== undefined);
  for (const { consumer, check, node, failure } of failed)
    console.log(`\nFAILED ${consumer}: ${check}, Node.js ${node}\n${failure}`);
  console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0;
}
