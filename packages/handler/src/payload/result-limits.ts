import { type ProxyFlavour, proxyShape, RESPONSE_LIMIT } from "@faultwire/wire";
import { ownFault } from "../answer/own-fault.ts";

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
  const bodyLimit = flavour && proxyShape(flavour).bodyLimit;
  if (bodyLimit !== undefined && typeof body === "string") checkBytes(body, bodyLimit);
  checkBytes(json ?? "", RESPONSE_LIMIT);
}

function checkBytes(text: string, limit: number): void {
  // No character takes more than three.
  if (text.length * 3 <= limit) return;
  const size = Buffer.byteLength(text);
  if (size <= limit) return;
  const message = `The result of ${size} bytes is over the limit of ${limit} bytes`;
  throw ownFault("ResultTooLarge", message, 500);
}
