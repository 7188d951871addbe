import { HandlerFault } from "@faultwire/catalog";
import type { ProxyFlavour } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";

/** "Response payload size exceeded maximum allowed payload size (6291556 bytes)." */
const RESPONSE_LIMIT_BYTES = 6_291_556;
/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html */
const ALB_LIMIT_BYTES = 1_000_000;

/**
 * Validates a handler's result and makes of it what the gateway wants; elsewhere the result itself, proven to be
 * JSON and small enough.
 *
 * @throws HandlerFault `ResultTooLarge` or `InternalFailure`, with the reason.
 */
export async function writeOutput(
  schema: StandardSchemaV1,
  value: unknown,
  flavour: ProxyFlavour | undefined,
): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (result.issues) throw failure("The result does not fit its schema", result.issues);
  const json = toJson(result.value);
  if (flavour === undefined) {
    checkSize(json, RESPONSE_LIMIT_BYTES);
    return result.value;
  }
  const response =
    json === undefined ? { statusCode: 204 } : { statusCode: 200, ...contentType(flavour), body: json };
  const isAlb = flavour === "alb" || flavour === "alb-multi-value";
  checkSize(isAlb ? json : JSON.stringify(response), isAlb ? ALB_LIMIT_BYTES : RESPONSE_LIMIT_BYTES);
  return isAlb ? { ...response, isBase64Encoded: false } : response;
}

function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw failure("The result cannot be written as JSON", cause);
  }
}

function checkSize(json: string | undefined, limit: number): void {
  const size = json === undefined ? 0 : Buffer.byteLength(json);
  if (size <= limit) return;
  const message = `The result of ${size} bytes is over the limit of ${limit} bytes`;
  throw new HandlerFault({
    errorType: "ResultTooLarge",
    message,
    status: 500,
    retryable: false,
    category: "function",
  });
}

function failure(message: string, cause: unknown): HandlerFault {
  return new HandlerFault({
    errorType: "InternalFailure",
    message,
    status: 500,
    retryable: false,
    category: "function",
    cause,
  });
}

function contentType(flavour: ProxyFlavour) {
  const type = "application/json";
  return flavour === "alb-multi-value"
    ? { multiValueHeaders: { "Content-Type": [type] } }
    : { headers: { "Content-Type": type } };
}
