import { type Fault, hide } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { InputOf, OutputOf } from "./handler-types.ts";
import type { Outcome } from "./outcome.ts";

/** What one call can be given beside its input. */
export interface CallOptions {
  /** Ends the wait; a function that has started runs on. */
  readonly signal?: AbortSignal;
}

type CallArguments<Input> = undefined extends Input
  ? [input?: Input, options?: CallOptions]
  : [input: Input, options?: CallOptions];

/** Calls one function. */
export interface Caller<Input, Value, Received> {
  /** Resolves with the result; rejects with one of the faults. */
  (...args: CallArguments<Input>): Promise<Value>;
  /** Resolves with the result or the fault, and with what is known of the call. */
  safe(...args: CallArguments<Input>): Promise<Outcome<Value, Received>>;
}

/** What a caller is given: what its schema takes, or what the handler does. */
export type InputFor<Handler, Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<Schema>
  : InputOf<Handler>;

/** What a caller gives: what its schema makes, or what JSON makes of the handler's result. */
export type OutputFor<Handler, Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Schema>
  : OutputOf<Handler>;

/** Makes a caller of a way to call, which never rejects but for its caller's own mistakes. */
export function makeCaller(
  attempt: (input: unknown, options: CallOptions) => Promise<Outcome<unknown, Fault>>,
): Caller<unknown, unknown, Fault> {
  async function call(input?: unknown, options: CallOptions = {}): Promise<unknown> {
    const site = callSite(call);
    const outcome = await attempt(input, options);
    if (outcome.ok) return outcome.value;
    throw movedTo(site, outcome.fault);
  }
  async function safe(input?: unknown, options: CallOptions = {}): Promise<Outcome<unknown, Fault>> {
    const site = callSite(safe);
    const outcome = await attempt(input, options);
    if (!outcome.ok) movedTo(site, outcome.fault);
    return outcome;
  }
  return Object.assign(call, { safe });
}

interface CallSite {
  readonly stack?: string;
}

/** Remembers where a call is written: once it has been awaited, the engine knows only of its own queue. */
function callSite(called: (...args: never) => unknown): CallSite {
  const site: CallSite = {};
  Error.captureStackTrace?.(site, called);
  return site;
}

function movedTo({ stack = "" }: CallSite, fault: Fault): Fault {
  const frames = stack.slice(stack.indexOf("\n") + 1);
  hide(fault, "stack", `${fault.name}: ${fault.message}\n${frames}`);
  return fault;
}
