import { type Catalog, type Fault, isFault } from "@faultwire/catalog";
import { isError } from "@faultwire/catalog/internal";
import { toFault, toFaultFromJson } from "@faultwire/catalog/receiving";
import {
  asString,
  decodeClientText,
  decodeCognito,
  decodeFault,
  decodeOperationError,
  decodeRecord,
  decodeServiceBody,
  decodeTextRecord,
  isJsonObject,
  isLogLine,
  type JsonObject,
  parseJson,
  parseJsonDocuments,
} from "@faultwire/wire";
import { bytesIn } from "../bytes.ts";
import { httpResponseIn, readHttp } from "../http/read-http.ts";
import { invokeOutputIn, readInvokeOutput } from "../invoke-output.ts";
import { malformed } from "../malformed.ts";
import { receiveException } from "../receive-exception.ts";
import { readCliOutput } from "./cli-output.ts";
import { readAnswerInside } from "./opened-exception.ts";

/** Makes the fault of anything that came back; returns undefined for a success. */
export function recognise(value: unknown, catalog: Catalog): Fault | undefined {
  if (isFault(value)) return value;
  if (typeof value === "string") return recogniseText(value, catalog);
  if (typeof value !== "object" || value === null) return undefined;
  if (isError(value)) return recogniseError(value, catalog);
  const bytes = bytesIn(value);
  if (bytes) return recogniseText(new TextDecoder().decode(bytes), catalog);
  return isJsonObject(value) ? recogniseObject(value, catalog) : recogniseRecord(value, catalog);
}

function recogniseError(error: Error, catalog: Catalog): Fault | undefined {
  // The SDK for durable executions throws errors inside a workflow, Cognito's client those of a trigger.
  const operation = decodeOperationError(error) ?? decodeCognito(error);
  if (operation) return toFault(operation, catalog, { cause: error });
  // HTTP clients put an unread answer beside other members of theirs.
  const { response } = error as Error & { readonly response?: unknown };
  if (isJsonObject(response) && isUnread(response)) return unread(error);
  return readAnswerInside(error, catalog) ?? receiveException(error, {});
}

/** A record as JSON, or several, a line of a log, or the payload of a function: only what it says is an error. */
function recogniseText(text: string, catalog: Catalog): Fault | undefined {
  const json = parseJson(text.replace(BYTE_ORDER_MARK, ""));
  if (json !== undefined) return recogniseJson(json, catalog);
  const output = readCliOutput(text);
  if (output) return recognise(output, catalog);
  const documents = parseJsonDocuments(text);
  if (documents) return firstFault(documents, catalog);
  const error = decodeTextRecord(text) ?? decodeClientText(text);
  if (error) return toFault(error, catalog);
  const isQuiet = isLogLine(text) || text.trim() === "";
  return isQuiet ? undefined : toFault({ wire: "standard", payload: text }, catalog);
}

const BYTE_ORDER_MARK = /^\ufeff/;

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
  if (isUnread(value) || isUnread(Object(value.Payload))) return unread(value);
  const decoded = decodeFault(value);
  if (decoded) return toFaultFromJson(decoded, catalog);
  const output = invokeOutputIn(value);
  if (output) {
    const { error, context } = readInvokeOutput(output, {});
    return error && toFault(error, catalog, context);
  }
  const response = httpResponseIn(value);
  if (response) return readHttp(response, catalog);
  return recogniseException(value, catalog) ?? recogniseRecord(value, catalog);
}

/** An exception that went through JSON, or the body of a service's refusal, which is all that a client kept. */
function recogniseException(value: JsonObject, catalog: Catalog): Fault | undefined {
  const refusal = decodeServiceBody(value);
  // The service is not known: an object of these members may be anyone's.
  if (refusal) return toFault({ ...refusal, execution: "unknown" }, catalog);
  const { $fault, $metadata, name, message } = value;
  const isException = typeof $fault === "string" && isJsonObject($metadata) && typeof name === "string";
  if (decodeCognito(value)) return undefined;
  if (!isException) return readAnswerInside(value, catalog);
  return receiveException(Object.assign(new Error(asString(message ?? value.Message)), value), {});
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
