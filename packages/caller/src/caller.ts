import { type Fault, isFault } from "@faultwire/catalog";
import { hide } from "@faultwire/catalog/internal";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { InputOf, OutputOf } from "./handler-types.ts";
import type { Outcome } from "./outcome.ts";

/** What one call can be given beside its input. */
export interface CallOptions {
  /** Ends the wait; a function that has started runs on. */
  readonly signal?: AbortSignal;
}

/** The arguments of a call: the input where there is one, then options. */
export type CallArguments<Input, Options> = undefined extends Input
  ? [input?: Input, options?: Options]
  : [input: Input, options?: Options];

/** Calls one function. */
export interface Caller<Input, Value, Received, Options = CallOptions> {
  /** Resolves with the result; rejects with one of the faults. */
  (...args: CallArguments<Input, Options>): Promise<Value>;
  /** Resolves with the result or the fault, and with what is known of the call. */
  safe(...args: CallArguments<Input, Options>): Promise<Outcome<Value, Received>>;
}

/** What a caller is given: what its schema takes, or what the handler does. */
export type InputFor<Handler, Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<Schema>
  : InputOf<Handler>;

/** What a caller gives: what its schema makes, or what JSON makes of the handler's result. */
export type OutputFor<Handler, Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Schema>
  : OutputOf<Handler>;

/** A way to call, which never rejects but for its caller's own mistakes. */
export type Attempt<Arguments extends unknown[], Value> = (
  ...given: Arguments
) => Promise<Outcome<Value, Fault>>;

/** Makes a caller of a way to call. */
export function makeCaller<Options>(
  attempt: Attempt<[input?: unknown, options?: Options], unknown>,
): Caller<unknown, unknown, Fault, Options> {
  async function safe(...given: Parameters<typeof attempt>): Promise<Outcome<unknown, Fault>> {
    const site = callSite(safe);
    const outcome = await attempt(...given);
    if (!outcome.ok) movedTo(site, outcome.fault);
    return outcome;
  }
  return Object.assign(
    throwing(attempt, ({ value }) => value),
    { safe },
  );
}

/** Makes a function that resolves with a part of what a success is, and rejects with the fault. */
export function throwing<Arguments extends unknown[], Value, Part>(
  attempt: Attempt<Arguments, Value>,
  part: (outcome: Extract<Outcome<Value, Fault>, { readonly ok: true }>) => Part,
): (...given: Arguments) => Promise<Part> {
  return async function call(...given) {
    const site = callSite(call);
    const outcome = await attempt(...given);
    if (outcome.ok) return part(outcome);
    throw movedTo(site, outcome.fault);
  };
}

/** Makes a function whose iteration throws the fault. */
export function iterating<Arguments extends unknown[]>(
  chunks: (...given: Arguments) => AsyncIterable<Uint8Array>,
): (...given: Arguments) => AsyncIterable<Uint8Array> {
  return function call(...given) {
    return movedIn(callSite(call), chunks(...given));
  };
}

async function* movedIn(site: CallSite, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* chunks;
  } catch (thrown) {
    throw isFault(thrown) ? movedTo(site, thrown) : thrown;
  }
}

/** Where a call is written. */
interface CallSite {
  readonly stack?: string;
}

/** Remembers where a call is written: once it has been awaited, the engine knows only of its own queue. */
function callSite(called: (...args: never) => unknown): CallSite {
  const site: CallSite = {};
  Error.captureStackTrace?.(site, called);
  return site;
}

/** Gives a fault the stack of the call. */
function movedTo({ stack = "" }: CallSite, fault: Fault): Fault {
  const frames = stack.slice(stack.indexOf("\n") + 1);
  hide(fault, "stack", `${fault.name}: ${fault.message}\n${frames}`);
  return fault;
}
