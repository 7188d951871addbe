import type { Explanation } from "../explain/explanation.ts";
import { kindOf } from "../explain/kind-of.ts";
import { type Style, styled } from "./terminal.ts";
import { wrapText } from "./wrap-text.ts";

const LABEL_WIDTH = 11;
/** Entries of a stack that are printed; `--json` has them all. */
const STACK_LIMIT = 6;
/** The line of a stack that the details were read from. */
const DETAILS_LINE = /^\[faultwire:\d+\]/;
/** Characters of details that are printed. */
const DETAILS_LIMIT = 2000;
/** The styles of the answers to "did it run?": what may have run needs care. */
const STYLES = { none: "green", started: "red", finished: "red", unknown: "yellow" } as const;

/** Writes an explanation for people, as wide as the terminal, in colour where the terminal has colours. */
export function printExplanation(explanation: Explanation): string {
  const { errorType, message, place, execution, proof, retry, wire, meaning, advice } = explanation;
  const { requestId, functionName, traceId, page, causes = [], stack = [] } = explanation;
  const title = styled(["bold", "red"], errorType) + (message === "" ? "" : `: ${firstLine(message)}`);
  const rows: readonly (readonly [label: string, text: string | undefined, style?: Style])[] = [
    ["where", place || undefined],
    ["what", `${kindOf(explanation)} It came as ${wire.name}.`],
    ["meaning", meaning],
    ["did it run", `${execution}. ${proof}`, STYLES[execution]],
    ["try again", `${retry.retry ? "yes" : "no"}. ${retry.because}`],
    [
      "",
      retry.retry || !retry.idempotent.retry
        ? undefined
        : "If two runs do no harm: yes, as an idempotent call.",
    ],
    ["do", advice],
    ["details", textOf(explanation.details)],
    ["function", functionName],
    ["request id", requestId],
    ["trace id", traceId],
    ...causes.map((cause) => ["cause", firstLine(cause)] as const),
    [
      "stack",
      stack.length === 0
        ? undefined
        : stack
            .filter((each) => !DETAILS_LINE.test(each))
            .slice(0, STACK_LIMIT)
            .map((each) => each.trim())
            .join("\n"),
    ],
    ["more", page],
    [page === undefined ? "more" : "", wire.page],
  ];
  const lines = rows.flatMap(([label, text, style]) => (text === undefined ? [] : [row(label, text, style)]));
  return [title, ...lines].join("\n");
}

function row(label: string, text: string, style?: Style): string {
  const [first = "", ...rest] = wrapText(text, (process.stdout.columns ?? 100) - LABEL_WIDTH - 2);
  const head = style === undefined ? first : first.replace(/^\w+/, (word) => styled(style, word));
  const indent = " ".repeat(LABEL_WIDTH + 2);
  return [`  ${styled("dim", label.padEnd(LABEL_WIDTH))}${head}`, ...rest.map((line) => indent + line)].join(
    "\n",
  );
}

function textOf(details: unknown): string | undefined {
  if (details === undefined) return undefined;
  const json = JSON.stringify(details) ?? String(details);
  return json.length > DETAILS_LIMIT ? `${json.slice(0, DETAILS_LIMIT)} ...` : json;
}

function firstLine(text: string): string {
  const [line = ""] = text.split(/[\r\n]/, 1);
  return line === text ? line : `${line} ...`;
}
