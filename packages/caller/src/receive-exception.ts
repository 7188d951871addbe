import { type Fault, TransportFault, Undeclared } from "@faultwire/catalog";
import { isError, textOf } from "@faultwire/catalog/internal";
import { classifyTransportError } from "@faultwire/catalog/receiving";
import { asString, isJsonObject, isStatus, type JsonObject } from "@faultwire/wire";
import { requestIdOf } from "./invoke-output.ts";
import { neverConnected } from "./never-connected.ts";
import { headersOf, receiveServiceException, statusOf } from "./receive-service-exception.ts";

/** Facts about an exchange that ended in an exception. */
export interface ExchangeContext {
  readonly functionName?: string | undefined;
  /** The number of requests that were handed to the network; undefined if they were not counted. */
  readonly requests?: number | undefined;
  /** The HTTP status, if the head of a response arrived. */
  readonly status?: number | undefined;
  /** The X-Ray trace id of the response. */
  readonly traceId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether the client called the Lambda API. */
  readonly isLambdaApi?: boolean | undefined;
  /** Whether `fetch` was made to follow no redirect. */
  readonly isOneHop?: boolean | undefined;
}

/** The parts of a fault that every exception has. */
type ExceptionData = Omit<ConstructorParameters<typeof TransportFault>[0], "retryable" | "category">;

/** Names of exceptions without a system's code. */
const TRANSPORT_NAMES = /^(?:AbortError|TimeoutError)$/;

/** Makes the fault of an exception: a service's refusal as the SDK throws it, or a failed exchange. Never throws. */
export function receiveException(thrown: unknown, exchange: ExchangeContext): Fault {
  try {
    return receive(isError(thrown) ? thrown : new Error(textOf(thrown)), exchange);
  } catch {
    // A member of it throws when it is read.
    return receive(new Error("The exception cannot be read"), exchange);
  }
}

function receive(exception: Error, exchange: ExchangeContext): Fault {
  // The SDK's exceptions have members that Error does not declare.
  const members = exception as unknown as JsonObject;
  const { $fault, $metadata } = members;
  const isOneRequest = Math.max(exchange.requests ?? 1, attemptsOf($metadata)) <= 1;
  if ($fault !== undefined) return receiveServiceException(exception, { ...exchange, isOneRequest });
  const code = codeOf(exception);
  const errorType = code ?? asString(exception.name) ?? "Error";
  const isTransport = exchange.requests !== undefined || code || $metadata || TRANSPORT_NAMES.test(errorType);
  const data = receivedData(exception, errorType, exchange);
  if (!isTransport)
    return new Undeclared({ ...data, retryable: false, category: "function", execution: "unknown" });
  const { requests, signal } = exchange;
  const facts = classifyTransportError(errorType, statusOf($metadata) ?? exchange.status);
  if (requests === 0) {
    const category = signal?.aborted ? "caller" : "configuration";
    // Without a system's code it is not a network that may recover, but a setting that is wrong.
    const retryable = facts.retryable && code !== undefined;
    return new TransportFault({ ...data, retryable, execution: "none", category });
  }
  // A head that marks a function error may be that of a timeout.
  const answered = headersOf(members)["x-amz-function-error"] ? "started" : facts.execution;
  const execution = isOneRequest && neverConnected(members, exchange) ? "none" : answered;
  return new TransportFault({ ...data, retryable: facts.retryable, execution, category: "transport" });
}

/** Makes the fault of a call that was aborted while no request was under way. */
export function abortedFault(exchange: ExchangeContext): Fault {
  const exception = new DOMException("The call was aborted before a request was sent", "AbortError");
  return receiveException(exception, { ...exchange, requests: 0 });
}

function receivedData(exception: Error, errorType: string, exchange: ExchangeContext): ExceptionData {
  // The SDK adds this member to every exception; anything else is undefined.
  const { $metadata } = exception as Error & { readonly $metadata?: unknown };
  const { functionName, traceId, signal } = exchange;
  const status = statusOf($metadata) ?? exchange.status;
  return {
    origin: {
      ...{ wire: "transport", payload: exception, requestId: requestIdOf($metadata) },
      ...{ traceId, functionName },
    },
    // The SDK drops the reason of an abort.
    cause: signal?.aborted ? signal.reason : exception,
    errorType,
    message: asString(exception.message) ?? "",
    status: isStatus(status) ? status : 500,
  };
}

/** The number of requests that the SDK reports. */
function attemptsOf(metadata: unknown): number {
  const attempts = isJsonObject(metadata) ? metadata.attempts : undefined;
  return typeof attempts === "number" ? attempts : 1;
}

/** Reads the system's code. Node.js puts it on the error, fetch on its cause. */
function codeOf({ code, cause }: Error & { readonly code?: unknown }): string | undefined {
  return asString(code) ?? (isJsonObject(cause) ? asString(cause.code) : undefined);
}
