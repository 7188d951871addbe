import type { Catalog, Declares, PlatformFault } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import {
  type CallArguments,
  type Caller,
  type InputFor,
  iterating,
  makeCaller,
  type OutputFor,
  throwing,
} from "../caller.ts";
import { encodeInput } from "../encode-input.ts";
import type { DeclaredBy, Expected, Typed } from "../handler-types.ts";
import type { Meta } from "../outcome.ts";
import { checkRetry, type RetryOptions, withRetries } from "../retry.ts";
import { type InvokeClient, type InvokeSettings, invoke } from "./invoke.ts";
import { checkTarget, type InvocationType, invokeInput, type LambdaCallOptions } from "./request.ts";
import { stream } from "./stream.ts";

/** What a caller is made of. */
export interface CallerOptions<Handler extends Typed, OutputSchema, InputSchema, Declared> {
  readonly client: InvokeClient;
  /** Name, partial ARN or ARN, with or without an alias or version. */
  readonly functionName: string;
  /** The version or alias, where it is not in the name. */
  readonly qualifier?: string;
  /** The faults to expect; at least those that the handler throws. */
  readonly faults: Declared & Declares<DeclaredBy<Handler>>;
  /** Validates what is sent, where the handler's type is not at hand. */
  readonly input?: InputSchema;
  /** Validates and revives the result, so that a Date is a Date again. */
  readonly output?: OutputSchema;
  /** Reads a Lambda error document that the function returns as the fault that it tells; for the `document` wire. */
  readonly returned?: boolean;
  /** Asks for the end of the function's log. */
  readonly logTail?: boolean;
  /** Calls again where it is safe and worth it; not at all unless told. */
  readonly retry?: RetryOptions;
  /** Leaves the SDK's retry loop on. It tells of the last answer only, so that less can be said of what ran. */
  readonly sdkRetries?: boolean;
}

/** Calls one Lambda function. */
export interface LambdaCaller<Input, Value, Received>
  extends Caller<Input, Value, Received, LambdaCallOptions> {
  /** Hands the input over and does not wait for the function; rejects where it was not taken. */
  event(...args: CallArguments<Input, Omit<LambdaCallOptions, "clientContext">>): Promise<Meta>;
  /** Asks whether the call would be taken, and runs nothing. */
  dryRun(...args: CallArguments<Input, LambdaCallOptions>): Promise<Meta>;
  /**
   * Yields what a function streams, and throws the fault that ends it: one of its own, or a `TransportFault` where the
   * stream has no end. It is never tried again: its reader has part of it.
   */
  stream(...args: CallArguments<Input, LambdaCallOptions>): AsyncIterable<Uint8Array>;
}

/**
 * Makes a function out of a Lambda function. Its input, its result and the faults that it throws are those of the
 * handler, or of the schemas where the handler's type is not at hand. Each attempt is exactly one request.
 *
 * @throws TypeError for a function name, qualifier or retry that cannot be.
 * @example
 * import type { handler } from "./get-order.ts";
 * const getOrder = createCaller<typeof handler>({ client, functionName: "get-order", faults: Orders });
 * const order = await getOrder({ orderId: "o-1" });
 */
export function createCaller<
  Handler extends Typed = Typed,
  OutputSchema extends StandardSchemaV1 | undefined = undefined,
  InputSchema extends StandardSchemaV1 | undefined = undefined,
  Declared extends Catalog = Declares<DeclaredBy<Handler>>,
>(
  options: CallerOptions<Handler, OutputSchema, InputSchema, Declared>,
): LambdaCaller<
  InputFor<Handler, InputSchema>,
  OutputFor<Handler, OutputSchema>,
  Expected<Handler, Declared> | PlatformFault
> {
  checkTarget(options);
  checkRetry(options.retry);
  const { functionName, retry = { attempts: 1 }, output, returned, ...plain } = options;
  const request = async (type: InvocationType, input: unknown, call: LambdaCallOptions) =>
    invokeInput(options, await encodeInput(options.input, input), call, type);
  const attempt =
    (type: InvocationType, settings: InvokeSettings) =>
    async (input?: unknown, call: LambdaCallOptions = {}) => {
      const prepared = await request(type, input, call);
      // The same name with the same input is the same execution.
      const idempotent = retry.idempotent || call.durableExecutionName !== undefined;
      return withRetries((signal) => invoke(settings, prepared, signal), {
        retry: { ...retry, idempotent },
        signal: call.signal,
        functionName,
      });
    };
  const withoutResult = { ...plain, functionName };
  const caller = makeCaller(attempt("RequestResponse", options));
  return Object.assign(caller, {
    event: throwing(attempt("Event", withoutResult), ({ meta }) => meta),
    dryRun: throwing(attempt("DryRun", withoutResult), ({ meta }) => meta),
    stream: iterating(async function* (input?: unknown, call: LambdaCallOptions = {}) {
      yield* stream(options, await request("RequestResponse", input, call), call.signal);
    }),
    // The types were worked out from the handler and the schemas; inside, a call is any call.
  }) as never;
}
