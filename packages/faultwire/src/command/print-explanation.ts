import type { Explanation } from "../explain/explanation.ts";
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
  const { requestId, functionName, traceId, causes = [], stack = [] } = explanation;
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
    ["more", wire.page],
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

const KINDS: Readonly<Record<string, string>> = {
  ServiceFault: "A refusal of an AWS service",
  RuntimeFault: "An error of the platform or the runtime",
  GatewayFault: "An answer that a gateway made itself",
  TransportFault: "A failed exchange",
  HandlerFault: "An error of Faultwire's own wrapper",
  MalformedFault: "An answer that cannot be read as an error",
  Undeclared: "An error of a function",
};

/** The side that has to act. */
const SIDES: Readonly<Record<Explanation["category"], string>> = {
  request: "the request",
  caller: "the caller's credentials or rights, or the caller's own abort",
  account: "the limits of the account, or the rate of calls",
  configuration: "the configuration of the function",
  service: "AWS",
  function: "the code of the function",
  runtime: "the runtime",
  transport: "the connection",
};

function kindOf({ family, status, category, wire }: Explanation): string {
  // Nothing in it shows that a function threw it.
  if (family === "Undeclared" && wire.id === "transport")
    return "An error of a program, and not one that AWS or Faultwire writes.";
  return `${KINDS[family] ?? `A ${family}`}, status ${status}. Where to look: ${SIDES[category]}.`;
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
