import type { Catalog, Declares, PlatformFault } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type CallArguments, type Caller, iterating, makeCaller, throwing } from "../caller.ts";
import {
  type BaseCallerOptions,
  checkCallerOptions,
  type InputFor,
  type OutputFor,
} from "../caller-options.ts";
import { encodeInput } from "../encode-input.ts";
import type { AnyWrappedHandler, DeclaredBy, ExpectedFaults } from "../handler-types.ts";
import type { Meta } from "../outcome.ts";
import { retryRules, withRetries } from "../retry.ts";
import { checkClient, LAMBDA_OPTIONS } from "./check-lambda-options.ts";
import { type InvokeClient, type InvokeSettings, invoke } from "./invoke.ts";
import {
  checkFunctionReference,
  type InvocationType,
  invokeInput,
  type LambdaCallOptions,
} from "./invoke-input.ts";
import { invokeStream } from "./invoke-stream.ts";

/** The options of {@link createCaller}. */
export interface CallerOptions<Handler extends AnyWrappedHandler, OutputSchema, InputSchema, Declared>
  extends BaseCallerOptions<Handler, OutputSchema, InputSchema, Declared> {
  readonly client: InvokeClient;
  /** Name, partial ARN or ARN, with or without an alias or version. */
  readonly functionName: string;
  /** The version or alias, if it is not part of the name. */
  readonly qualifier?: string;
  /**
   * Throws a Lambda error document that the function returns as its fault; for the `document` wire.
   *
   * @default false
   */
  readonly returned?: boolean;
  /**
   * Asks for the end of the function's log.
   *
   * @default false
   */
  readonly logTail?: boolean;
  /**
   * Leaves the SDK's retry loop on. The SDK reports only the last response, so `execution` is `unknown` more often.
   *
   * @default false
   */
  readonly sdkRetries?: boolean;
}

/** A function that calls one Lambda function. */
export interface LambdaCaller<Input, Value, Received>
  extends Caller<Input, Value, Received, LambdaCallOptions> {
  /** Queues an asynchronous invocation and does not wait for the function; rejects if it was not accepted. */
  event(...args: CallArguments<Input, Omit<LambdaCallOptions, "clientContext">>): Promise<Meta>;
  /** Checks that the call would be accepted, without running the function. */
  dryRun(...args: CallArguments<Input, LambdaCallOptions>): Promise<Meta>;
  /**
   * Yields what a function streams, and throws the fault that ends it: the function's own, or a `TransportFault` if
   * the stream is cut. A stream is never retried: its reader has part of it.
   */
  stream(...args: CallArguments<Input, LambdaCallOptions>): AsyncIterable<Uint8Array>;
}

/**
 * Makes a typed function from a Lambda function. Its input, its result and its faults are those of the handler, or of
 * the schemas if the handler's type is not at hand. Each attempt is exactly one request.
 *
 * @throws TypeError for wrong options.
 * @example
 * import type { handler } from "./get-order.ts";
 * const getOrder = createCaller<typeof handler>({ client, functionName: "get-order", faults: Orders });
 * const order = await getOrder({ orderId: "o-1" });
 */
export function createCaller<
  Handler extends AnyWrappedHandler = AnyWrappedHandler,
  OutputSchema extends StandardSchemaV1 | undefined = undefined,
  InputSchema extends StandardSchemaV1 | undefined = undefined,
  Declared extends Catalog = Declares<DeclaredBy<Handler>>,
>(
  options: CallerOptions<Handler, OutputSchema, InputSchema, Declared>,
): LambdaCaller<
  InputFor<Handler, InputSchema>,
  OutputFor<Handler, OutputSchema>,
  ExpectedFaults<Handler, Declared> | PlatformFault
> {
  checkCallerOptions("createCaller()", options, LAMBDA_OPTIONS);
  checkClient(options.client);
  checkFunctionReference(options);
  // The SDK's own loop repeats calls already.
  const rules = retryRules("createCaller()", options.retry ?? (options.sdkRetries ? false : undefined));
  const { functionName, output, returned, ...plain } = options;
  const prepare = async (type: InvocationType, input: unknown, call: LambdaCallOptions) =>
    invokeInput(options, { ...call, payload: await encodeInput(options.input, input), type });
  const makeCall =
    (type: InvocationType, settings: InvokeSettings) =>
    async (input?: unknown, call: LambdaCallOptions = {}) => {
      const prepared = await prepare(type, input, call);
      // The same name with the same input is the same execution.
      const idempotent = rules.idempotent || call.durableExecutionName !== undefined;
      return withRetries((signal) => invoke(settings, prepared, signal), {
        rules: { ...rules, idempotent },
        signal: call.signal,
        functionName,
      });
    };
  const withoutResult = { ...plain, functionName };
  const caller = makeCaller(makeCall("RequestResponse", options));
  return Object.assign(caller, {
    event: throwing(makeCall("Event", withoutResult), ({ meta }) => meta),
    dryRun: throwing(makeCall("DryRun", withoutResult), ({ meta }) => meta),
    stream: iterating(async function* (input?: unknown, call: LambdaCallOptions = {}) {
      yield* invokeStream(options, await prepare("RequestResponse", input, call), call.signal);
    }),
    // The types were computed from the handler and the schemas; at run time all callers are alike.
  }) as never;
}
