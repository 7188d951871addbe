import { plan } from "@faultwire/caller";
import type { Execution, Fault } from "@faultwire/catalog";
import { parseJson } from "@faultwire/wire";
import { proofOf } from "../explain/proof.ts";
import { isFunctionName, isSameFunction } from "./function-name.ts";
import type { Letter, Original } from "./letter.ts";

/** The place that a letter is sent to: the URL or the ARN of a queue, or the name or the ARN of a function. */
export type SendTarget = { readonly queue: string } | { readonly function: string };

/** The wishes of the user. */
export interface Choices {
  /** The URL of the queue that messages are sent to, instead of their source queue. */
  readonly to?: string | undefined;
  /** The functions that may get events. */
  readonly functions: readonly string[];
  /** Whether a second run does no harm. */
  readonly idempotent: boolean;
  /** Whether letters beside these name other functions, so that one that names none may be of any. */
  readonly isMixed?: boolean | undefined;
  /** The only error types that are sent, whether or not the function ran. */
  readonly only: readonly string[];
}

/** The decision on one letter. */
export interface Verdict {
  readonly letter: Letter;
  /** The name of the error; undefined where none is recorded. */
  readonly errorType: string | undefined;
  readonly execution: Execution;
  /** The reason for `execution`, as a sentence. */
  readonly proof: string;
  readonly send: boolean;
  /** The reason for `send`, as a sentence. */
  readonly because: string;
  readonly target?: SendTarget;
  /** Whether the plan that is carried out has sent it before. */
  readonly isSent?: boolean;
}

const MOVED = "SQS records no error: a consumer received the message, and did not delete it in time.";
const NOT_RECORDED = "The message records no error, and not where it comes from.";

/** Whether letters name functions besides those that a user names. */
export function areMixed(letters: readonly Letter[], functions: readonly string[]): boolean {
  return letters.some(({ original }) => {
    const name = typeof original === "string" ? undefined : original.functionName;
    return name !== undefined && !functions.some((given) => isSameFunction(given, name));
  });
}

/** Finds the queue that a message came from, its URL or its ARN; otherwise the reason why it cannot be found. */
export type FindSource = (original: Original) => string | { readonly because: string };

/** Decides whether a letter is sent again: it has to be safe, and there has to be something to send and a target. */
export function verdictOf(letter: Letter, choices: Choices, findSource: FindSource): Verdict {
  const { fault, original } = letter;
  const [execution, proof] = proofFor(letter);
  const errorType = errorTypeOf(fault);
  const known = { letter, errorType, execution, proof };
  if (typeof original === "string") return { ...known, send: false, because: original };
  const target = targetOf(original, choices, findSource);
  const reached = "because" in target ? known : { ...known, target };
  const danger = dangerOf({ fault, errorType, execution }, choices);
  if (danger.send && "because" in target) return { ...reached, send: false, because: target.because };
  return { ...reached, ...danger };
}

/** A dead letter of Lambda has a message and no type. */
function errorTypeOf(fault: Fault | undefined): string | undefined {
  return fault?.errorType === "Undeclared" ? undefined : fault?.errorType;
}

function proofFor({ fault, doubt, original }: Letter): readonly [Execution, string] {
  if (fault === undefined) {
    const isMoved = typeof original === "object" && original.sourceArn !== undefined;
    return ["unknown", isMoved ? MOVED : NOT_RECORDED];
  }
  const { execution = "unknown" } = fault;
  return execution === "none" && doubt !== undefined ? ["unknown", doubt] : [execution, proofOf(fault)];
}

/** The error of a letter. */
interface Known {
  readonly fault: Fault | undefined;
  readonly errorType: string | undefined;
  readonly execution: Execution;
}

function dangerOf(
  { fault, errorType, execution }: Known,
  { idempotent, only }: Choices,
): Pick<Verdict, "send" | "because"> {
  if (only.length > 0)
    return errorType !== undefined && only.includes(errorType)
      ? { send: true, because: "You named this error type: --only." }
      : { send: false, because: "You named other error types: --only." };
  if (execution === "none") return { send: true, because: "The function did not run." };
  if (idempotent)
    return { send: true, because: "You declared that a second run does no harm: --idempotent." };
  const promised = fault && plan(fault);
  if (promised?.retry) return { send: true, because: promised.because };
  const orOnly = errorType === undefined ? "" : `, or --only ${errorType}`;
  return {
    send: false,
    because: `${RAN[execution]}, and a second run might do harm. If it does none: --idempotent${orOnly}.`,
  };
}

const RAN = {
  started: "The function has started",
  finished: "The function has finished",
  unknown: "The function may have run",
} as const;

function targetOf(
  original: Original,
  choices: Choices,
  findSource: FindSource,
): SendTarget | { readonly because: string } {
  const target = original.isEvent
    ? targetOfEvent(original, choices)
    : sourceOf(original, choices, findSource);
  const isFifo = "queue" in target && target.queue.endsWith(".fifo");
  if (isFifo && original.groupId === undefined)
    return { because: "A FIFO queue takes only messages with a group, and the letter has none." };
  return target;
}

function sourceOf(original: Original, { to }: Choices, findSource: FindSource): ReturnType<typeof targetOf> {
  if (to !== undefined) return { queue: to };
  const source = findSource(original);
  return typeof source === "string" ? { queue: source } : source;
}

function targetOfEvent(
  { functionName, payload }: Original,
  { to, functions, isMixed }: Choices,
): ReturnType<typeof targetOf> {
  const [first, second] = functions;
  if (first === undefined) {
    if (to !== undefined) return { queue: to };
    if (functionName !== undefined && !isFunctionName(functionName))
      return {
        because: `It is the event of ${functionName}, which is not a function: send it to a queue with --to.`,
      };
    return {
      because: `It is the event of ${functionName ?? "a function that the letter does not name"}: allow it with --function NAME.`,
    };
  }
  if (parseJson(payload) === undefined) return { because: "It is not JSON: a function cannot have got it." };
  if (functionName !== undefined)
    return functions.some((name) => isSameFunction(name, functionName))
      ? { function: functionName }
      : { because: `It is the event of ${functionName}, and not of ${functions.join(" or ")}.` };
  if (second !== undefined)
    return { because: "The letter does not name its function: name one alone with --function." };
  return isMixed
    ? { because: "The letter does not name its function, and others here are of several functions." }
    : { function: first };
}
