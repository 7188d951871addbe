import type { ProxyFlavour } from "@faultwire/wire";
import { ownFault } from "../answer/own-fault.ts";

/** "Response payload size exceeded maximum allowed payload size (6291556 bytes)." */
const RESPONSE_LIMIT_BYTES = 6_291_556;
/** What some fronts take of a body. */
const BODY_LIMITS: Readonly<Partial<Record<ProxyFlavour, number>>> = {
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
  alb: 1_000_000,
  "alb-multi-value": 1_000_000,
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html
  websocket: 131_072,
};

/**
 * Writes a result as JSON.
 *
 * @throws HandlerFault `InternalFailure` with the reason.
 */
export function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    throw ownFault("InternalFailure", "The result cannot be written as JSON", 500, { cause });
  }
}

/**
 * Holds a result against what Lambda and the HTTP front take.
 *
 * @param json the whole result
 * @throws HandlerFault `ResultTooLarge`
 */
export function checkSize(json: string | undefined, body: unknown, flavour: ProxyFlavour | undefined): void {
  const bodyLimit = flavour && BODY_LIMITS[flavour];
  if (bodyLimit !== undefined && typeof body === "string") checkBytes(body, bodyLimit);
  checkBytes(json ?? "", RESPONSE_LIMIT_BYTES);
}

function checkBytes(text: string, limit: number): void {
  // No character takes more than three.
  if (text.length * 3 <= limit) return;
  const size = Buffer.byteLength(text);
  if (size <= limit) return;
  const message = `The result of ${size} bytes is over the limit of ${limit} bytes`;
  throw ownFault("ResultTooLarge", message, 500);
}
