import type { CallerEffect, DeploymentOrder } from "../../src/evolution/change.ts";
import { verdictOf } from "../../src/evolution/change.ts";
import { changesOf, worst } from "./classify.ts";
import { type Caught, effectOf, type RunCase } from "./run-cases.ts";

const BEGIN = "<!-- The tables are written by a program: pnpm --filter faultwire evolution -->";
const END = "<!-- The end of the tables. -->";

const ORDERS: Readonly<Record<DeploymentOrder, string>> = {
  safe: "any",
  "callers-first": "callers first",
  "callee-first": "callee first",
  breaks: "none is safe",
  differs: "any, with a look at what callers do",
  unknown: "not shown",
};

/** Writes the tables of what was caught into the page. */
export function writePage(page: string, runs: readonly RunCase[]): string {
  const [before = "", rest = ""] = page.split(BEGIN);
  const [, after = ""] = rest.split(END);
  const headings = [...new Set(runs.map(({ heading }) => heading))];
  const tables = headings.map((heading) => {
    const rows = runs.filter((each) => each.heading === heading).map(writeRow);
    return [`### ${heading}`, "", ...writeTable([COLUMNS, ...rows])].join("\n");
  });
  return `${before}${BEGIN}\n\n${tables.join("\n\n")}\n\n${END}${after}`;
}

const COLUMNS = [
  "change",
  "deploy",
  "function first: an old caller catches",
  "callers first: a new caller catches",
];

function writeRow({ of, calleeFirst, callersFirst }: RunCase): readonly string[] {
  const changes = changesOf(of);
  const verdict = verdictOf({
    calleeFirst: { effect: worst(changes, "calleeFirst") },
    callersFirst: { effect: worst(changes, "callersFirst") },
  });
  return [
    of.title,
    ORDERS[verdict],
    writeCaught(calleeFirst, effectOf(calleeFirst, of.fresh, of.old)),
    writeCaught(callersFirst, effectOf(callersFirst, of.old, of.fresh)),
  ];
}

function writeCaught(caught: readonly Caught[], effect: CallerEffect): string {
  const texts = caught.map(({ name, status, retryable, runs, issues }) =>
    [
      `\`${name}\``,
      ...(effect === "differs"
        ? [` with status ${status}, ${retryable ? "retryable" : "not retryable"}`]
        : []),
      ...(runs > 1 ? [", and the function ran again"] : []),
      ...(issues === undefined ? [] : [` (${issues.replace(/^no details came.*$/, "no details came")})`]),
    ].join(""),
  );
  return [...new Set(texts)].join("; ").replaceAll("|", "\\|");
}

/** Columns of one width, as the formatter writes them. */
function writeTable([head = [], ...rows]: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...rows.map(line)];
}
