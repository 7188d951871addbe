import { type Catalog, type Fault, isFault } from "@faultwire/catalog";
import { toFault, toFaultFromJson } from "@faultwire/catalog/internal";
import {
  decodeCognito,
  decodeFault,
  decodeOperationError,
  decodeRecord,
  decodeStandard,
  decodeTextRecord,
  isJsonObject,
  isLogLine,
  type JsonObject,
  parseJson,
  parseJsonDocuments,
} from "@faultwire/wire";
import { httpResponseIn, readHttp } from "../http/read-http.ts";
import { isBytes, isInvokeOutput, payloadText, readInvokeOutput } from "../invoke-output.ts";
import { malformed } from "../malformed.ts";
import { receiveException } from "../receive-exception.ts";

/** Makes the fault of anything that came back; returns undefined for a success. */
export function recognise(value: unknown, catalog: Catalog): Fault | undefined {
  if (isFault(value)) return value;
  if (value instanceof Error) return recogniseError(value, catalog);
  if (isBytes(value)) return recogniseText(payloadText(value), catalog);
  if (typeof value === "string") return recogniseText(value, catalog);
  if (typeof value !== "object" || value === null) return undefined;
  return isJsonObject(value) ? recogniseObject(value, catalog) : recogniseRecord(value, catalog);
}

/** An error of a durable execution's operation, of Cognito after a trigger failed, or any other exception. */
function recogniseError(error: Error, catalog: Catalog): Fault {
  const decoded = decodeOperationError(error) ?? decodeCognito(error);
  return decoded ? toFault(decoded, catalog, { cause: error }) : receiveException(error, {});
}

/** A record as JSON, or several, a line of a log, or the payload of a function: only what it says is an error. */
function recogniseText(text: string, catalog: Catalog): Fault | undefined {
  const json = parseJson(text);
  if (json !== undefined) return recogniseJson(json, catalog);
  const documents = parseJsonDocuments(text);
  if (documents) return firstFault(documents, catalog);
  const error = decodeTextRecord(text);
  if (error) return toFault(error, catalog);
  return isLogLine(text) ? undefined : toFault(decodeStandard(text), catalog);
}

/** A text inside JSON may be JSON again. */
function recogniseJson(json: unknown, catalog: Catalog): Fault | undefined {
  if (typeof json !== "string") return recognise(json, catalog);
  const inner = parseJson(json);
  if (isJsonObject(inner)) return recognise(inner, catalog);
  const error = decodeTextRecord(json);
  return error && toFault(error, catalog);
}

function firstFault(documents: readonly unknown[], catalog: Catalog): Fault | undefined {
  for (const document of documents) {
    const fault = recognise(document, catalog);
    if (fault) return fault;
  }
  return undefined;
}

function recogniseObject(value: JsonObject, catalog: Catalog): Fault | undefined {
  if (isUnread(value)) return unread(value);
  const decoded = decodeFault(value);
  if (decoded) return toFaultFromJson(decoded, catalog);
  if (isInvokeOutput(value)) {
    const { error, context } = readInvokeOutput(value, {});
    return error && toFault(error, catalog, context);
  }
  const response = httpResponseIn(value);
  return response ? readHttp(response, catalog) : recogniseRecord(value, catalog);
}

function recogniseRecord(value: object, catalog: Catalog): Fault | undefined {
  const error = decodeRecord(value);
  return error && toFault(error, catalog);
}

/** A Response, or the output of InvokeWithResponseStream: its content has not been read yet. */
function isUnread({ text, EventStream }: JsonObject): boolean {
  return typeof text === "function" || (isJsonObject(EventStream) && Symbol.asyncIterator in EventStream);
}

/** Not a success: the caller would never learn of an error. */
function unread(payload: unknown): Fault {
  return malformed({
    message: "The response has not been read yet",
    issues:
      "parse() was given a response whose body has not been read: await parseResponse(), or collect the stream",
    execution: "unknown",
    origin: { wire: "transport", payload },
  });
}
