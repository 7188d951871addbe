import { type Fault, TransportFault, Undeclared } from "@faultwire/catalog";
import { classifyTransportError, toFault } from "@faultwire/catalog/internal";
import {
  asString,
  decodeRetryAfter,
  isJsonObject,
  isStatus,
  type JsonObject,
  type WireError,
} from "@faultwire/wire";
import { requestIdOf } from "./invoke-output.ts";

/** Facts about an exchange that ended in an exception. */
export interface ExchangeContext {
  readonly functionName?: string | undefined;
  /** Whether a request was handed to the network; undefined if nobody watched. */
  readonly isSent?: boolean | undefined;
  /** The HTTP status, if the head of a response arrived. */
  readonly status?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Makes the fault of an exception: a service's refusal as the SDK throws it, or a failed exchange. */
export function receiveException(thrown: unknown, exchange: ExchangeContext): Fault {
  const exception = thrown instanceof Error ? thrown : new Error(String(thrown));
  // The SDK's exceptions have members that Error does not declare.
  const members = exception as unknown as JsonObject;
  const metadata = isJsonObject(members.$metadata) ? members.$metadata : {};
  if (members.$fault !== undefined) return serviceFault(exception, members, metadata, exchange);
  const errorType = codeOf(exception) ?? exception.name;
  const isTransport =
    exchange.isSent !== undefined ||
    codeOf(exception) ||
    members.$metadata ||
    TRANSPORT_NAMES.test(errorType);
  const status = statusOf(metadata) ?? exchange.status;
  const provenance = {
    origin: {
      wire: "transport",
      payload: exception,
      requestId: requestIdOf(metadata),
      functionName: exchange.functionName,
    } as const,
    cause: causeOf(exception, exchange),
  };
  const data = {
    ...provenance,
    errorType,
    message: exception.message,
    status: isStatus(status) ? status : 500,
  };
  if (!isTransport) {
    return new Undeclared({ ...data, retryable: false, category: "function", execution: "unknown" });
  }
  const facts = classifyTransportError(isUnconnected(exception) ? UNCONNECTED : errorType, status);
  if (exchange.isSent !== false) return new TransportFault({ ...data, ...facts, category: "transport" });
  const category = exchange.signal?.aborted ? "caller" : "configuration";
  return new TransportFault({ ...data, ...facts, execution: "none", category });
}

/** Makes the fault of a call that was aborted while no request was under way. */
export function abortedFault(exchange: ExchangeContext): Fault {
  const exception = new DOMException("The call was aborted before a request was sent", "AbortError");
  return receiveException(exception, { ...exchange, isSent: false });
}

/** A refusal of the service is never a declared fault. */
const NOTHING_DECLARED = { name: "", faults: {} };
/** Undici's code for a connection that was not established in time. */
const UNCONNECTED = "UND_ERR_CONNECT_TIMEOUT";
const TRANSPORT_NAMES = /^(?:AbortError|TimeoutError)$/;

/** Makes the fault of a refusal as the SDK throws it. */
function serviceFault(
  exception: Error,
  members: JsonObject,
  metadata: JsonObject,
  { functionName }: ExchangeContext,
): Fault {
  const { Reason, EC2ErrorCode } = members;
  const isOneRequest = metadata.attempts === undefined || metadata.attempts === 1;
  const error: WireError = {
    wire: "service",
    reportedBy: "service",
    payload: exception,
    // Older SDKs use the status as the name of a refusal without one.
    errorType: /^\d+$/.test(exception.name) ? undefined : exception.name,
    message: asString(exception.message),
    status: statusOf(metadata),
    retryAfter: retryAfterOf(members),
    reason: asString(Reason),
    ec2ErrorCode: asString(EC2ErrorCode),
    requestId: requestIdOf(metadata),
    // The SDK retried and reports only the last attempt; an earlier one may have run the function.
    execution: isOneRequest ? undefined : "unknown",
  };
  return toFault(error, NOTHING_DECLARED, { functionName, cause: exception });
}

/** Reads the wait that was asked for. Most exceptions have no member for it, so the header is read too. */
function retryAfterOf({ retryAfterSeconds, $response }: JsonObject): number | undefined {
  const headers = isJsonObject($response) && isJsonObject($response.headers) ? $response.headers : {};
  return decodeRetryAfter(String(retryAfterSeconds ?? headers["retry-after"]), asString(headers.date));
}

function statusOf({ httpStatusCode }: JsonObject): number | undefined {
  return typeof httpStatusCode === "number" ? httpStatusCode : undefined;
}

/** Reads the system's code. Node.js puts it on the error, fetch on its cause. */
function codeOf({ code, cause }: Error & { readonly code?: unknown }): string | undefined {
  return asString(code) ?? (isJsonObject(cause) ? asString(cause.code) : undefined);
}

/** Recognises the SDK's connection timeout: it shares its name with the request timeout, but nothing was sent yet. */
function isUnconnected({ name, message }: Error): boolean {
  return name === "TimeoutError" && /establish(?:ing)? a connection/.test(message);
}

/** The reason of an abort, which the SDK drops, or the exception. */
function causeOf(exception: Error, { signal }: ExchangeContext): unknown {
  return signal?.aborted ? signal.reason : exception;
}
