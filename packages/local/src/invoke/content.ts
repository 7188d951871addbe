import type { CheckedConfig } from "../config/function-config.ts";
import { jsonProblem } from "../lambda/json-check.ts";
import {
  eventTooLarge,
  invalidClientContext,
  invalidJson,
  notDurable,
  requestTooLarge,
  type ServiceError,
  tenantIdMissing,
  tenantIdNotAllowed,
} from "../lambda/service-error.ts";
import type { InvokeRequest } from "./invoke-request.ts";

/** 6 MB for a synchronous call, 1 MB for an asynchronous one: the Invoke API's documentation. */
const SYNCHRONOUS_LIMIT_BYTES = 6 * 1024 * 1024;
const EVENT_LIMIT_BYTES = 1024 * 1024;
/** "Up to 3,583 bytes of base64-encoded data": the Invoke API's documentation. */
const CLIENT_CONTEXT_LIMIT_BYTES = 3583;

/**
 * Finds the first problem of a request for a function, in AWS's order: size, then JSON, then the function's own
 * limits.
 */
export function contentProblem(request: InvokeRequest, config: CheckedConfig): ServiceError | undefined {
  const { payload, invocationType, clientContext, tenantId, durableExecutionName } = request;
  if (payload.length > SYNCHRONOUS_LIMIT_BYTES) return requestTooLarge(SYNCHRONOUS_LIMIT_BYTES);
  if (invocationType === "Event" && payload.length > EVENT_LIMIT_BYTES)
    return eventTooLarge(payload.length, EVENT_LIMIT_BYTES);
  const problem = jsonProblem(payload);
  if (problem !== undefined) return invalidJson(problem);
  if (clientContext !== undefined && !isClientContext(clientContext)) return invalidClientContext();
  if (config.tenantIsolationMode === "PER_TENANT" && tenantId === undefined) return tenantIdMissing();
  if (config.tenantIsolationMode === undefined && tenantId !== undefined) return tenantIdNotAllowed();
  return durableExecutionName === undefined ? undefined : notDurable();
}

function isClientContext(encoded: string): boolean {
  const text = decodeClientContext(encoded);
  return encoded.length <= CLIENT_CONTEXT_LIMIT_BYTES && jsonProblem(Buffer.from(text)) === undefined;
}

/** The client context as the runtime gets it. */
export function decodeClientContext(encoded: string): string {
  return Buffer.from(encoded, "base64").toString("utf8");
}
