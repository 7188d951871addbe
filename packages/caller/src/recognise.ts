import { type Catalog, type Fault, gatewayFacts, isFault, receive } from "@faultwire/catalog";
import {
  decodeHttp,
  decodeStandard,
  decodeStandardObject,
  type HttpResponse,
  isJsonObject,
  type JsonObject,
} from "@faultwire/wire";
import { receiveException } from "./exception.ts";
import { isInvokeOutput, payloadText, readInvokeOutput } from "./invoke-output.ts";

/** Makes the fault of whatever came back; undefined where it tells no error. */
export function recognise(value: unknown, catalog: Catalog): Fault | undefined {
  if (isFault(value)) return value;
  if (value instanceof Error) return receiveException(value, {});
  if (typeof value === "string" || value instanceof Uint8Array)
    return receive(decodeStandard(payloadText(value)), catalog);
  if (!isJsonObject(value)) return undefined;
  if (isInvokeOutput(value)) {
    const { error, reception } = readInvokeOutput(value, {});
    return error && receive(error, catalog, reception);
  }
  if (isHttpResponse(value)) {
    const error = decodeHttp(value);
    return error && receive(error, catalog, { gateway: gatewayFacts });
  }
  return "errorMessage" in value || "errorType" in value
    ? receive(decodeStandardObject(value), catalog)
    : undefined;
}

function isHttpResponse(value: JsonObject): value is JsonObject & HttpResponse {
  return typeof value.status === "number" && isJsonObject(value.headers) && typeof value.body === "string";
}
