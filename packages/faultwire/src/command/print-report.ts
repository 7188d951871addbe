import type { Failure, LetterGroup, RedriveReport } from "../redrive/report.ts";
import type { SendTarget } from "../redrive/verdict.ts";
import { type Style, styled } from "./terminal.ts";
import { wrapText } from "./wrap-text.ts";

const LABEL_WIDTH = 11;
/** Ids and failures that are printed; `--json` has them all. */
const LIST_LIMIT = 5;
/** Characters of a message that are printed. */
const MESSAGE_LIMIT = 200;
/** A function that ran needs care, as in `explain`. */
const STYLES = { none: "green", started: "red", finished: "red", unknown: "yellow" } as const;

/** Writes a report for people, as wide as the terminal, in colour where the terminal has colours. */
export function printReport(report: RedriveReport): string {
  const { groups, failures, notes } = report;
  const head = [styled("bold", printable(headline(report))), ...notes.map((note) => row("note", note))];
  return [
    head.join("\n"),
    ...groups.map((group) => printGroup(group, report)),
    ...(failures.length > 0 ? [printFailures(failures)] : []),
    ending(report),
  ].join("\n\n");
}

function headline({ from, letters, toSend, unread }: RedriveReport): string {
  const more = unread > 0 ? `; about ${unread} more in the queue` : "";
  return `${from}: ${counted(letters, "letter")}, ${toSend} to send again${more}`;
}

function ending({ executed, sent, deleted, toSend, letters, failures }: RedriveReport): string {
  if (!executed) {
    if (toSend === 0) return "Nothing is to be sent.";
    return `Nothing was sent. --execute sends ${counted(toSend, "letter")}.`;
  }
  const failed = failures.length > 0 ? ` ${failures.length} failed.` : "";
  const kept = letters - deleted;
  return `${counted(sent, "letter")} sent, ${deleted} deleted, ${kept} where they were.${failed} A letter is sent at least once: where the answer of a send was lost, it may have been sent, and is here too.`;
}

function printGroup(group: LetterGroup, { executed }: RedriveReport): string {
  const { errorType, execution, proof, send, because, target, message, count, letters } = group;
  const rows: readonly (readonly [label: string, text: string | undefined, style?: Style])[] = [
    ["did it run", `${execution}. ${proof}`, STYLES[execution]],
    ["send", `${send ? "yes" : "no"}. ${because}`, send ? "green" : "red"],
    ["to", target === null ? undefined : nameOf(target)],
    ["message", message?.slice(0, MESSAGE_LIMIT)],
    [executed ? "letters" : "letter ids", listed(letters)],
  ];
  const title = `${styled(["bold", "red"], printable(errorType ?? "no error type is recorded"))}, ${counted(count, "letter")}`;
  return [title, ...rows.flatMap(([label, text, style]) => (text ? [row(label, text, style)] : []))].join(
    "\n",
  );
}

function printFailures(failures: readonly Failure[]): string {
  const lines = failures
    .slice(0, LIST_LIMIT)
    .map(({ letter, error }) => row("failed", `${letter}: ${error}`));
  const more = failures.length - lines.length;
  return [...lines, ...(more > 0 ? [row("", `and ${more} more; --json has them all`)] : [])].join("\n");
}

function nameOf(target: SendTarget): string {
  return "queue" in target ? `the queue ${target.queue}` : `the function ${target.function}`;
}

function listed(ids: readonly string[]): string {
  const more = ids.length - LIST_LIMIT;
  return ids.slice(0, LIST_LIMIT).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function row(label: string, text: string, style?: Style): string {
  const [first = "", ...rest] = wrapText(printable(text), (process.stdout.columns ?? 100) - LABEL_WIDTH - 2);
  const head = style === undefined ? first : first.replace(/^\w+/, (word) => styled(style, word));
  const indent = " ".repeat(LABEL_WIDTH + 2);
  return [`  ${styled("dim", label.padEnd(LABEL_WIDTH))}${head}`, ...rest.map((line) => indent + line)].join(
    "\n",
  );
}

/** Letters are written by others: their texts move no cursor, and add no line. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ");
}
