import { type Fault, isFault } from "@faultwire/catalog";
import { hide } from "@faultwire/catalog/internal";
import type { Outcome } from "./outcome.ts";

/** Options of one call. */
export interface CallOptions {
  /** Ends the wait; a function that has started runs on. */
  readonly signal?: AbortSignal;
}

/** The arguments of a call: the input, if there is one, then options. */
export type CallArguments<Input, Options> = undefined extends Input
  ? [input?: Input, options?: Options]
  : [input: Input, options?: Options];

/** A function that calls one remote function. */
export interface Caller<Input, Value, Received, Options = CallOptions> {
  /** Resolves with the result; rejects with one of the faults. */
  (...args: CallArguments<Input, Options>): Promise<Value>;
  /** Resolves with the result or the fault, and with facts about the call. */
  safe(...args: CallArguments<Input, Options>): Promise<Outcome<Value, Received>>;
}

/** A function that makes one call. It rejects only for a mistake of the programmer. */
export type MakeCall<Arguments extends unknown[], Value> = (
  ...given: Arguments
) => Promise<Outcome<Value, Fault>>;

/** Makes a caller from a function that makes one call. */
export function makeCaller<Options>(
  makeCall: MakeCall<[input?: unknown, options?: Options], unknown>,
): Caller<unknown, unknown, Fault, Options> {
  return Object.assign(
    throwing(makeCall, ({ value }) => value),
    { safe: settling(makeCall) },
  );
}

/** Makes a function that resolves with the outcome. */
export function settling<Arguments extends unknown[], Value>(
  makeCall: MakeCall<Arguments, Value>,
): MakeCall<Arguments, Value> {
  return async function safe(...given) {
    const site = captureSite(safe);
    const outcome = await makeCall(...given);
    if (!outcome.ok) setStack(outcome.fault, site);
    return outcome;
  };
}

/** Makes a function that resolves with a part of the success, and rejects with the fault. */
export function throwing<Arguments extends unknown[], Value, Part>(
  makeCall: MakeCall<Arguments, Value>,
  part: (outcome: Extract<Outcome<Value, Fault>, { readonly ok: true }>) => Part,
): (...given: Arguments) => Promise<Part> {
  return async function call(...given) {
    const site = captureSite(call);
    const outcome = await makeCall(...given);
    if (outcome.ok) return part(outcome);
    throw setStack(outcome.fault, site);
  };
}

/** Makes a function whose iteration throws the fault. */
export function iterating<Arguments extends unknown[], Part>(
  chunks: (...given: Arguments) => AsyncIterable<Part>,
): (...given: Arguments) => AsyncIterable<Part> {
  return function call(...given) {
    return withSite(captureSite(call), chunks(...given));
  };
}

async function* withSite<Part>(site: CallSite, chunks: AsyncIterable<Part>): AsyncGenerator<Part, void> {
  try {
    yield* chunks;
  } catch (thrown) {
    throw isFault(thrown) ? setStack(thrown, site) : thrown;
  }
}

/** The stack at a call. */
interface CallSite {
  readonly stack?: string;
}

/** Captures the stack of a call: after an await, the engine knows only its own queue. */
function captureSite(called: (...args: never) => unknown): CallSite {
  const site: CallSite = {};
  try {
    Error.captureStackTrace?.(site, called);
    // It is formatted when it is read first.
    return typeof site.stack === "string" ? site : {};
  } catch {
    // Error.prepareStackTrace of a program can throw.
    return {};
  }
}

/** Gives a fault the stack of the call. */
function setStack(fault: Fault, { stack = "" }: CallSite): Fault {
  const frames = stack.slice(stack.indexOf("\n") + 1);
  hide(fault, "stack", `${fault.name}: ${fault.message}\n${frames}`);
  return fault;
}
