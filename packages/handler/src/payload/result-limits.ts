import { type ProxyFlavour, proxyShape, RESPONSE_LIMIT } from "@faultwire/wire";
import { ownFault } from "../own-fault.ts";

/**
 * Writes a result as JSON.
 *
 * @throws HandlerFault `InternalFailure` with the reason.
 */
export function toJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch (cause) {
    const type = { errorType: "InternalFailure", status: 500 };
    throw ownFault(type, "The result cannot be written as JSON", { cause });
  }
}

/**
 * Checks the size of a result against the limits of Lambda and the HTTP front.
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
  throw ownFault({ errorType: "ResultTooLarge", status: 500 }, message);
}
