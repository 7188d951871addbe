/** One line of the table at the end. */
export interface Result extends Measured {
  readonly seconds: number;
  /** The reason, with the output of the command. */
  readonly failure: string | undefined;
}

interface Measured {
  /** A project, or a tarball. */
  readonly subject: string;
  readonly check: string;
}

/** Runs a check, and prints at once how it went: a rehearsal takes minutes. */
export async function measure(measured: Measured, check: () => Promise<unknown>): Promise<Result> {
  const start = performance.now();
  const failure = await check().then(
    () => undefined,
    (error: Error) => error.message,
  );
  const result = { ...measured, seconds: Math.round((performance.now() - start) / 1000), failure };
  console.log(formatRow(result).join("  "));
  return result;
}

/** Prints all results as a table, and the output of those that failed; returns whether none did. */
export function printTable(results: readonly Result[]): boolean {
  const rows = results
    .toSorted((one, other) => one.subject.localeCompare(other.subject))
    .map((result) => formatRow(result));
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  console.log("");
  for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  const failed = results.filter(({ failure }) => failure !== undefined);
  for (const { subject, check, failure } of failed) console.log(`\nFAILED ${subject}: ${check}\n${failure}`);
  console.log(`\n${results.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0;
}

function formatRow({ subject, check, seconds, failure }: Result): string[] {
  return [subject, check, `${seconds} s`.padStart(5), failure === undefined ? "passed" : "FAILED"];
}
