import type { Fault } from "@faultwire/catalog";
import { isLambdaAlone, toFault } from "@faultwire/catalog/receiving";
import {
  asString,
  decodeRetryAfter,
  decodeTraceId,
  isJsonObject,
  type JsonObject,
  type WireError,
} from "@faultwire/wire";
import { requestIdOf } from "./invoke-output.ts";

/** Facts about the client that threw the exception. */
interface ServiceExchange {
  readonly functionName?: string | undefined;
  /** The X-Ray trace id of the response. */
  readonly traceId?: string | undefined;
  /** Whether the client called the Lambda API. */
  readonly isLambdaApi?: boolean | undefined;
  /** Whether the client sent one request only. */
  readonly isOneRequest: boolean;
}

/** A refusal of the service is never a declared fault. */
const NOTHING_DECLARED = { name: "", faults: {} };

/**
 * Makes the fault of a service's refusal as the SDK throws it. Only the Lambda API reserves its errors for functions
 * that did not run. An exception of an unknown client may be another service's, thrown after a function ran, so it
 * proves nothing unless its name is one of Lambda's alone.
 */
export function receiveServiceException(exception: Error, exchange: ServiceExchange): Fault {
  // The SDK's exceptions have members that Error does not declare.
  const members = exception as unknown as JsonObject;
  const { message, $metadata, Reason, EC2ErrorCode } = members;
  const name = asString(members.name) ?? "";
  const isLambdas = exchange.isLambdaApi || isLambdaAlone(name, asString(Reason));
  const error: WireError = {
    wire: "service",
    reportedBy: "service",
    payload: exception,
    // Older SDKs use the status as the name of a refusal without one.
    errorType: /^\d*$/.test(name) ? undefined : name,
    message: asString(message),
    status: statusOf($metadata),
    retryAfter: retryAfterOf(members),
    // The service's model marks errors that another try may help; without the mark the name decides.
    retryable: isJsonObject(members.$retryable) ? true : undefined,
    reason: asString(Reason),
    ec2ErrorCode: asString(EC2ErrorCode),
    requestId: requestIdOf($metadata),
    traceId: exchange.traceId ?? decodeTraceId(headersOf(members)["x-amzn-trace-id"]),
    // The SDK retried and reports only the last attempt; an earlier one may have run the function.
    execution: isLambdas && exchange.isOneRequest ? undefined : "unknown",
  };
  return toFault(error, NOTHING_DECLARED, { functionName: exchange.functionName, cause: exception });
}

/** Reads the HTTP status off the SDK's `$metadata`. */
export function statusOf(metadata: unknown): number | undefined {
  const status = isJsonObject(metadata) ? metadata.httpStatusCode : undefined;
  return typeof status === "number" ? status : undefined;
}

/** Reads the wait that was asked for. Most exceptions have no member for it, so the header is read too. */
function retryAfterOf(exception: JsonObject): number | undefined {
  const headers = headersOf(exception);
  const wait = exception.retryAfterSeconds ?? headers["retry-after"];
  return decodeRetryAfter(String(wait), asString(headers.date));
}

/** The headers of the response, by name in lower case, which the SDK keeps beside an exception. */
export function headersOf({ $response }: JsonObject): JsonObject {
  return isJsonObject($response) && isJsonObject($response.headers) ? $response.headers : {};
}
