import type { Catalog, Declares, PlatformFault } from "@faultwire/catalog";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type Caller, type InputFor, makeCaller, type OutputFor } from "../caller.ts";
import { encodeInput } from "../encode-input.ts";
import type { DeclaredBy, Expected, Typed } from "../handler-types.ts";
import { type InvokeClient, invoke } from "./invoke.ts";

/** What a caller is made of. */
export interface CallerOptions<Handler extends Typed, OutputSchema, InputSchema, Declared> {
  readonly client: InvokeClient;
  /** Name, partial ARN or ARN, with or without an alias or version. */
  readonly functionName: string;
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
  /** Leaves the SDK's retry loop on. It tells of the last answer only, so that less can be said of what ran. */
  readonly sdkRetries?: boolean;
}

/**
 * Makes a function out of a Lambda function. Its input, its result and the faults that it throws are those of the
 * handler, or of the schemas where the handler's type is not at hand.
 *
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
): Caller<
  InputFor<Handler, InputSchema>,
  OutputFor<Handler, OutputSchema>,
  Expected<Handler, Declared> | PlatformFault
> {
  const caller = makeCaller(async (input, { signal }) =>
    invoke(options, await encodeInput(options.input, input), signal),
  );
  // The types were worked out from the handler and the schemas; inside, a call is any call.
  return caller as never;
}
