import { type ChosenCall, isEvent } from "./choose-call.ts";
import type { DeadLetters } from "./dead-letters.ts";
import type { Ending } from "./make-call.ts";
import type { Truth } from "./record.ts";

/** A call that has ended, with everything that is known of it. */
export interface EndedCall {
  readonly call: ChosenCall;
  readonly ending: Ending;
  readonly milliseconds: number;
}

/** The facts that a call is held against. */
export interface Facts {
  readonly truth: Truth;
  readonly deadLetters: DeadLetters;
  /** The requests, deliveries and runs of the call, in words. */
  readonly story: readonly string[];
  /** The runs of the function for the call, by the service's own count. */
  readonly runs: number;
}

/** Far longer than a call takes, also on a machine that is busy: one that takes longer hangs. */
const LONGEST_CALL_MS = 120_000;

type Invariant = (ended: EndedCall, facts: Facts) => boolean;

/** The rules that hold for every call, whatever fails. */
const INVARIANTS: Readonly<Record<string, Invariant>> = {
  "a call ends in a value or a typed fault": ({ ending }) => ending.type !== "other",
  "a call ends within its time": ({ milliseconds }) => milliseconds < LONGEST_CALL_MS,
  '"none" is not reported for a call that ran': (ended, { truth }) =>
    executionOf(ended) !== "none" || runsOf(ended, truth) === 0,
  '"finished" is reported only for a call whose handler came to its end': (ended, { truth }) =>
    executionOf(ended) !== "finished" || truth.ended(ended.call.functionName, ended.call.order.id) > 0,
  "a call that is not idempotent runs once": (ended, { truth }) =>
    isEvent(ended.call.way) || ended.call.retry === "idempotent" || runsOf(ended, truth) <= 1,
  "a value comes only from a handler that returned": ({ call, ending }, { truth }) =>
    isEvent(call.way) || ending.type !== "value" || truth.returned(call.functionName, call.order.id) > 0,
  "a declared fault comes only from a function that ran, with the details of this call": isOwnFault,
  "a stream is that of this call": ({ call, ending }) =>
    call.way !== "stream" ||
    ending.type !== "value" ||
    call.order.fate !== "work" ||
    isStreamOf(call, ending.value),
  "a redirected call does not run at the other place": ({ call }, { truth }) =>
    truth.began("elsewhere", call.order.id) === 0,
  "an event that was accepted is handled, or is in the dead letters": isHandled,
  "the service counts every run that there was": (ended, { truth, runs }) => runsOf(ended, truth) <= runs,
};

/** Returns the invariants that a call breaks. */
export function brokenBy(ended: EndedCall, facts: Facts): readonly string[] {
  return Object.keys(INVARIANTS).filter((name) => !INVARIANTS[name]?.(ended, facts));
}

function executionOf({ ending }: EndedCall): string | undefined {
  return ending.type === "fault" ? ending.fault.execution : undefined;
}

function runsOf({ call }: EndedCall, truth: Truth): number {
  return truth.began(call.functionName, call.order.id);
}

function isStreamOf({ order }: ChosenCall, value: unknown): boolean {
  return value === `{"id":"${order.id}","state":"on its way"}`;
}

function isOwnFault(ended: EndedCall, { truth }: Facts): boolean {
  const { ending, call } = ended;
  if (ending.type !== "fault" || ending.fault.name !== "OrderNotFound") return true;
  // The cast: it is declared with this member.
  const { orderId } = ending.fault.details as { readonly orderId: string };
  return runsOf(ended, truth) > 0 && (orderId === `o-${call.order.id}` || orderId === "o-2");
}

function isHandled({ call, ending }: EndedCall, { truth, deadLetters, story }: Facts): boolean {
  if (!isEvent(call.way) || ending.type !== "value") return true;
  const { order, functionName } = call;
  return (
    truth.returned(functionName, order.id) > 0 ||
    deadLetters.has(order.id, ending.sequenceNumber) ||
    // An event that the storm itself lost leaves no trace, as on AWS.
    story.some((what) => what.endsWith(": lost"))
  );
}
