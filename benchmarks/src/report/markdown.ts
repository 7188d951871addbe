import type { Samples } from "../measuring/compare.ts";
import { median, type Spread, spreadOf } from "../measuring/statistics.ts";

/** A unit of a column, and the digits after the point. */
export interface Unit {
  readonly name: string;
  readonly digits: number;
}

/**
 * Writes candidates as ratios to the first of their group, each ratio taken within a round.
 *
 * @example | wrapHandler | 8.17 | 1.45 (1.43–1.48) |
 */
export function ratioTable(groups: readonly (readonly Samples[])[], { name, digits }: Unit): string {
  const rows = groups.flatMap((group) =>
    group.map((samples, index) => [
      samples.name,
      median(samples.values).toFixed(digits),
      index === 0
        ? "1.00"
        : spreadText(spreadOf(perRound(samples, group[0], (one, other) => one / other)), 2),
    ]),
  );
  return markdownTable(["", name, "ratio (quartiles)"], rows);
}

/**
 * Writes candidates as what they add to the first, taken within a round. The first has no row.
 *
 * @example | Middy | 3.1 (2.9–3.4) |
 */
export function additionTable([first, ...others]: readonly Samples[], { name, digits }: Unit): string {
  const rows = others.map((samples) => [
    samples.name,
    spreadText(spreadOf(perRound(samples, first, (one, other) => one - other)), digits),
  ]);
  return markdownTable(["", `${name} (quartiles)`], rows);
}

/** Writes a table with columns of equal width: the first to the left, the others to the right. */
export function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = header.map((cell, column) =>
    Math.max(4, cell.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => pad(cells[column] ?? "", width, column)).join(" | ")} |`;
  const rule = widths.map((width, column) =>
    column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`,
  );
  return [line(header), line(rule), ...rows.map(line)].join("\n");
}

const pad = (cell: string, width: number, column: number) =>
  column === 0 ? cell.padEnd(width) : cell.padStart(width);

function perRound(
  { values }: Samples,
  base: Samples | undefined,
  relate: (value: number, base: number) => number,
): number[] {
  return values.map((value, round) => relate(value, base?.values[round] ?? Number.NaN));
}

const spreadText = ({ median, low, high }: Spread, digits: number) =>
  `${median.toFixed(digits)} (${low.toFixed(digits)}–${high.toFixed(digits)})`;
