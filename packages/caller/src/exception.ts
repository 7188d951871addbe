import {
  type Execution,
  type Fault,
  ServiceFault,
  serviceFacts,
  TransportFault,
  transportFacts,
  Undeclared,
} from "@faultwire/catalog";
import { asString, isJsonObject, type JsonObject } from "@faultwire/wire";
import { requestIdOf } from "./invoke-output.ts";

/** What a caller knows of an exchange that ended in an exception. */
export interface Exchange {
  readonly functionName?: string | undefined;
  /** Whether a request left; undefined where nobody watched. */
  readonly isSent?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Makes the fault of an exception: a refusal of the service as the SDK throws it, or an exchange that failed. */
export function receiveException(exception: Error, exchange: Exchange): Fault {
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
  const journey = {
    origin: origin("transport", exception, metadata, exchange),
    cause: causeOf(exception, exchange),
  };
  const data = { ...journey, errorType, message: exception.message, status: statusOf(metadata) ?? 500 };
  if (!isTransport) {
    return new Undeclared({ ...data, retryable: false, category: "function", execution: "unknown" });
  }
  const facts = transportFacts(errorType, statusOf(metadata));
  if (exchange.isSent !== false) return new TransportFault({ ...data, ...facts, category: "transport" });
  return new TransportFault({ ...data, ...facts, execution: "none", category: "configuration" });
}

const TRANSPORT_NAMES = /^(?:AbortError|TimeoutError)$/;

function serviceFault(
  exception: Error,
  members: JsonObject,
  metadata: JsonObject,
  exchange: Exchange,
): ServiceFault {
  const status = statusOf(metadata) ?? 500;
  const facts = serviceFacts(exception.name, status);
  const isOneRequest = metadata.attempts === undefined || metadata.attempts === 1;
  // An earlier request, of which nobody told, may have run the function.
  const execution: Execution = isOneRequest ? facts.execution : "unknown";
  const { Reason, EC2ErrorCode, retryAfterSeconds } = members;
  const retryAfter = Number.parseInt(String(retryAfterSeconds), 10);
  return new ServiceFault({
    ...facts,
    execution,
    errorType: exception.name,
    message: asString(exception.message) ?? "",
    status,
    retryAfter: retryAfter >= 0 ? retryAfter : undefined,
    reason: asString(Reason),
    ec2ErrorCode: asString(EC2ErrorCode),
    origin: origin("service", exception, metadata, exchange),
    cause: exception,
  });
}

function origin(
  wire: "service" | "transport",
  payload: unknown,
  metadata: JsonObject,
  { functionName }: Exchange,
) {
  return { wire, payload, requestId: requestIdOf(metadata), functionName };
}

function statusOf({ httpStatusCode }: JsonObject): number | undefined {
  return typeof httpStatusCode === "number" ? httpStatusCode : undefined;
}

/** Node.js and undici put the system's code on the error or, for fetch, on its cause. */
function codeOf({ code, cause }: Error & { readonly code?: unknown }): string | undefined {
  return asString(code) ?? (isJsonObject(cause) ? asString(cause.code) : undefined);
}

/** The SDK drops the reason of an abort. */
function causeOf(exception: Error, { signal }: Exchange): unknown {
  return signal?.aborted ? signal.reason : exception;
}
