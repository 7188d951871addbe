import type { InspectedCall, InspectedRun, InspectedTry } from "../src/inspector/calls.ts";
import { formatDistance, formatDuration } from "./format.ts";

/** The steps of a call in order, as arrows between those who take part, and notes beside one of them. */
export type Step =
  | {
      readonly type: "arrow";
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly tone: Tone;
      /** Whether it did not arrive. */
      readonly isLost?: boolean;
    }
  | { readonly type: "note"; readonly at: string; readonly text: string; readonly tone: Tone }
  | { readonly type: "rule"; readonly text: string };

/** The meaning of a step's colour. */
type Tone = "plain" | "good" | "bad" | "injected";

/** The picture of a call: who takes part, left to right, and the steps. */
export interface Sequence {
  readonly columns: readonly string[];
  readonly steps: readonly Step[];
}

const CALLER = "Caller";

/** Makes the sequence of a call through its tries. */
export function sequenceOf(call: InspectedCall): Sequence {
  const { source, attempts, condition } = call;
  const front = source.front.split(", ")[0] ?? source.front;
  const queue = source.type === "event" ? "Queue" : undefined;
  const hasCaller = attempts.some(({ isOfCaller }) => isOfCaller);
  const functions = attempts.flatMap(({ runs }) => runs.map(({ functionName }) => functionName));
  const places: Places = { front, queue, target: call.functionName || "function" };
  const columns = [
    ...(hasCaller || source.type === "request" ? [CALLER] : []),
    ...(queue !== undefined && !hasCaller ? [] : [front]),
    ...(queue === undefined ? [] : [queue]),
    ...(functions.length === 0 ? [places.target] : functions),
  ];
  const steps = attempts.flatMap((attempt, index) => [
    ...ruleBefore(attempt, attempts[index - 1]),
    ...stepsOf(attempt, places),
  ]);
  if (condition !== undefined && queue !== undefined)
    steps.push({ type: "note", at: queue, text: condition, tone: condition === "Success" ? "good" : "bad" });
  return { columns: [...new Set(columns)], steps };
}

interface Places {
  readonly front: string;
  readonly queue: string | undefined;
  readonly target: string;
}

function ruleBefore({ number, clockAt, startedAt }: InspectedTry, before: InspectedTry | undefined): Step[] {
  if (before === undefined) return [];
  const onClock = clockAt - before.clockAt;
  const passed =
    onClock > 0
      ? `${formatDistance(onClock)} later on the clock`
      : `${formatDuration(startedAt - before.startedAt)} later`;
  return [{ type: "rule", text: `Try ${number}, ${passed}` }];
}

function stepsOf(attempt: InspectedTry, { front, queue, target }: Places): Step[] {
  const { injection, runs, answer, isOfCaller, refusal } = attempt;
  const from = queue === undefined || isOfCaller ? front : queue;
  const steps: Step[] = [];
  if (isOfCaller) steps.push({ type: "arrow", from: CALLER, to: front, text: "request", tone: "plain" });
  if (injection?.includes("before")) steps.push(injected(from, injection));
  if (refusal !== undefined) steps.push({ type: "note", at: from, text: refusal, tone: "bad" });
  steps.push(...runs.flatMap((run) => stepsOfRun(run, from)));
  if (isOfCaller && queue !== undefined && runs.length === 0 && answer?.failed === false)
    steps.push({ type: "arrow", from: front, to: queue, text: "event", tone: "plain" });
  if (injection !== undefined && !injection.includes("before")) steps.push(injected(from, injection));
  if (answer !== undefined) steps.push(answerStep(attempt, front));
  if (steps.length === 0) steps.push({ type: "note", at: target, text: "waits", tone: "plain" });
  return steps;
}

function injected(at: string, text: string): Step {
  return { type: "note", at, text: `injected: ${text}`, tone: "injected" };
}

function stepsOfRun({ functionName, end }: InspectedRun, from: string): Step[] {
  const steps: Step[] = [{ type: "arrow", from, to: functionName, text: "event", tone: "plain" }];
  if (end === undefined)
    return [...steps, { type: "note", at: functionName, text: "running", tone: "plain" }];
  const { outcome, failed, ran, durationMs, fault } = end;
  if (!ran) steps.push({ type: "note", at: functionName, text: "the handler did not run", tone: "bad" });
  const text = `${fault?.type ?? outcome}, ${formatDuration(durationMs)}`;
  return [...steps, { type: "arrow", from: functionName, to: from, text, tone: failed ? "bad" : "good" }];
}

function answerStep({ answer }: InspectedTry, front: string): Step {
  const { status = 0, isWhole = false, failed = true, fault } = answer ?? {};
  const text = status === 0 ? "connection reset" : `${status}${isWhole ? "" : ", cut off"}`;
  const type = fault?.type === undefined ? "" : ` ${fault.type}`;
  return {
    type: "arrow",
    from: front,
    to: CALLER,
    text: `${text}${type}`,
    tone: failed ? "bad" : "good",
    isLost: !isWhole,
  };
}
