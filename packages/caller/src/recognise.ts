import { type Catalog, type Fault, isFault } from "@faultwire/catalog";
import { toFault, toFaultFromJson } from "@faultwire/catalog/internal";
import {
  decodeCognito,
  decodeFault,
  decodeLogLine,
  decodeRecord,
  decodeStandard,
  isJsonObject,
  type JsonObject,
  parseJson,
} from "@faultwire/wire";
import { receiveException } from "./exception.ts";
import { isInvokeOutput, payloadText, readInvokeOutput } from "./invoke-output.ts";
import { malformed } from "./malformed.ts";
import { httpResponseIn, readHttp } from "./read-http.ts";

/** Makes the fault of whatever came back; undefined where it tells no error. */
export function recognise(value: unknown, catalog: Catalog): Fault | undefined {
  if (isFault(value)) return value;
  if (value instanceof Error) return receiveException(value, {});
  if (value instanceof Uint8Array) return toFault(decodeStandard(payloadText(value)), catalog);
  if (typeof value === "string") return recogniseText(value, catalog);
  if (typeof value !== "object" || value === null) return undefined;
  if (isJsonObject(value)) {
    if (isUnread(value)) return unread(value);
    const told = decodeFault(value);
    if (told) return toFaultFromJson(told, catalog);
    if (isInvokeOutput(value)) {
      const { error, reception } = readInvokeOutput(value, {});
      return error && toFault(error, catalog, reception);
    }
    const response = httpResponseIn(value);
    if (response) return readHttp(response, catalog);
  }
  const error = decodeRecord(value);
  return error && toFault(error, catalog);
}

/** A record as JSON, a line of a log, or the payload of a function error. */
function recogniseText(text: string, catalog: Catalog): Fault | undefined {
  const told = parseJson(text);
  const fault = typeof told === "object" && told !== null ? recognise(told, catalog) : undefined;
  return fault ?? toFault(decodeLogLine(text) ?? decodeCognito(text) ?? decodeStandard(text), catalog);
}

/** A Response, or the output of InvokeWithResponseStream: what it brings has not arrived. */
function isUnread({ text, EventStream }: JsonObject): boolean {
  return typeof text === "function" || (isJsonObject(EventStream) && Symbol.asyncIterator in EventStream);
}

/** Not a success: its caller would never learn of an error. */
function unread(payload: unknown): Fault {
  return malformed({
    message: "What came back was not read yet",
    issues:
      "parse() was given a response whose body is still to come: await parseResponse(), or collect the stream",
    execution: "unknown",
    origin: { wire: "transport", payload },
  });
}
