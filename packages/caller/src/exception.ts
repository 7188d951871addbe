import { type Fault, TransportFault, Undeclared } from "@faultwire/catalog";
import { toFault, transportFacts } from "@faultwire/catalog/internal";
import {
  asString,
  decodeRetryAfter,
  isJsonObject,
  isStatus,
  type JsonObject,
  type WireError,
} from "@faultwire/wire";
import { requestIdOf } from "./invoke-output.ts";

/** What a caller knows of an exchange that ended in an exception. */
export interface Exchange {
  readonly functionName?: string | undefined;
  /** Whether a request left; undefined where nobody watched. */
  readonly isSent?: boolean | undefined;
  /** The status of the answer, where its head arrived. */
  readonly status?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Makes the fault of an exception: a refusal of the service as the SDK throws it, or an exchange that failed. */
export function receiveException(thrown: unknown, exchange: Exchange): Fault {
  const exception = thrown instanceof Error ? thrown : new Error(String(thrown));
  // The SDK's exceptions carry members that Error does not declare.
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
  const journey = {
    origin: {
      wire: "transport",
      payload: exception,
      requestId: requestIdOf(metadata),
      functionName: exchange.functionName,
    } as const,
    cause: causeOf(exception, exchange),
  };
  const data = { ...journey, errorType, message: exception.message, status: isStatus(status) ? status : 500 };
  if (!isTransport) {
    return new Undeclared({ ...data, retryable: false, category: "function", execution: "unknown" });
  }
  const facts = transportFacts(isUnconnected(exception) ? UNCONNECTED : errorType, status);
  if (exchange.isSent !== false) return new TransportFault({ ...data, ...facts, category: "transport" });
  const category = exchange.signal?.aborted ? "caller" : "configuration";
  return new TransportFault({ ...data, ...facts, execution: "none", category });
}

/** Makes the fault of a call that was aborted while nothing was on its way. */
export function abortedFault(exchange: Exchange): Fault {
  const exception = new DOMException("The call was aborted before a request was sent", "AbortError");
  return receiveException(exception, { ...exchange, isSent: false });
}

/** What a service refuses is never a declared fault. */
const NOTHING_DECLARED = { name: "", faults: {} };
/** Undici's word for it. */
const UNCONNECTED = "UND_ERR_CONNECT_TIMEOUT";
const TRANSPORT_NAMES = /^(?:AbortError|TimeoutError)$/;

/** A refusal as the SDK throws it. */
function serviceFault(
  exception: Error,
  members: JsonObject,
  metadata: JsonObject,
  { functionName }: Exchange,
): Fault {
  const { Reason, EC2ErrorCode } = members;
  const isOneRequest = metadata.attempts === undefined || metadata.attempts === 1;
  const error: WireError = {
    wire: "service",
    reportedBy: "service",
    payload: exception,
    // Older SDKs call a refusal without a name by its status.
    errorType: /^\d+$/.test(exception.name) ? undefined : exception.name,
    message: asString(exception.message),
    status: statusOf(metadata),
    retryAfter: retryAfterOf(members),
    reason: asString(Reason),
    ec2ErrorCode: asString(EC2ErrorCode),
    requestId: requestIdOf(metadata),
    // An earlier request, of which nobody told, may have run the function.
    execution: isOneRequest ? undefined : "unknown",
  };
  return toFault(error, NOTHING_DECLARED, { functionName, cause: exception });
}

/** Most exceptions have no member for it. */
function retryAfterOf({ retryAfterSeconds, $response }: JsonObject): number | undefined {
  const headers = isJsonObject($response) && isJsonObject($response.headers) ? $response.headers : {};
  return decodeRetryAfter(String(retryAfterSeconds ?? headers["retry-after"]), asString(headers.date));
}

function statusOf({ httpStatusCode }: JsonObject): number | undefined {
  return typeof httpStatusCode === "number" ? httpStatusCode : undefined;
}

/** Node.js and undici put the system's code on the error or, for fetch, on its cause. */
function codeOf({ code, cause }: Error & { readonly code?: unknown }): string | undefined {
  return asString(code) ?? (isJsonObject(cause) ? asString(cause.code) : undefined);
}

/** The SDK's two time-outs have one name: that of the connection ends before anything was sent. */
function isUnconnected({ name, message }: Error): boolean {
  return name === "TimeoutError" && /establish(?:ing)? a connection/.test(message);
}

/** The SDK drops the reason of an abort. */
function causeOf(exception: Error, { signal }: Exchange): unknown {
  return signal?.aborted ? signal.reason : exception;
}
