import { type Catalog, type Fault, isFault } from "@faultwire/catalog";
import { isError } from "@faultwire/catalog/internal";
import { toFault, toFaultFromJson } from "@faultwire/catalog/receiving";
import {
  asString,
  decodeClientText,
  decodeCognito,
  decodeFault,
  decodeGraphqlErrors,
  decodeOperationError,
  decodeRecord,
  decodeServiceBody,
  decodeServiceText,
  decodeStandardObject,
  decodeTextRecord,
  isJsonObject,
  isStandardFault,
  type JsonObject,
  parseCutJson,
  parseJson,
  parseJsonDocuments,
  parseServerSentEvents,
} from "@faultwire/wire";
import { bytesIn } from "../bytes.ts";
import { httpResponseIn, readHttp, readInvocation } from "../http/read-http.ts";
import { invokeOutputIn } from "../invoke-output.ts";
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
  const { response, data, graphQLErrors, errors = graphQLErrors } = error as unknown as JsonObject;
  const failed = decodeGraphqlErrors(errors ?? Object(response).errors);
  if (failed) return toFault(failed, catalog, { cause: error });
  if (isJsonObject(response) && isUnread(response))
    return readBeside(response, data, catalog) ?? unread(error);
  return readAnswerInside(error, catalog) ?? receiveException(error, {});
}

/** Reads an answer whose body a client has read and put beside it, as ky and ofetch do. */
function readBeside(response: JsonObject, data: unknown, catalog: Catalog): Fault | undefined {
  const { status, headers, _data: body = data } = response;
  const read = body === undefined ? undefined : httpResponseIn({ status, headers, body });
  return read && readHttp(read, catalog);
}

/** A record as JSON, or several, a line of a log, or the payload of a function: only what it reports is an error. */
function recogniseText(text: string, catalog: Catalog): Fault | undefined {
  const json = parseJson(text.replace(BYTE_ORDER_MARK, ""));
  if (json !== undefined) return recogniseJson(json, catalog);
  const output = readCliOutput(text);
  if (output) return recognise(output, catalog);
  const documents = parseJsonDocuments(text) ?? parseServerSentEvents(text);
  if (documents) return firstFault(documents, catalog);
  const error = decodeTextRecord(text) ?? decodeClientText(text) ?? decodeServiceText(text);
  return error ? toFault(error, catalog) : recogniseCut(text, catalog);
}

const BYTE_ORDER_MARK = /^\ufeff/;

/** An error whose text somebody cut, as a log does at 256 KB. */
function recogniseCut(text: string, catalog: Catalog): Fault | undefined {
  const json = parseCutJson(text);
  return isJsonObject(json) ? recogniseRecord(json, catalog) : undefined;
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
  // The most common of all, and the only one that is recognised at a glance.
  if (isStandardFault(value)) return toFault(decodeStandardObject(value), catalog);
  if (isUnread(value) || isUnread(Object(value.Payload))) return unread(value);
  const decoded = decodeFault(value);
  if (decoded) return toFaultFromJson(decoded, catalog);
  const output = invokeOutputIn(value);
  if (output) return readInvocation(output, catalog);
  const response = httpResponseIn(value);
  if (response) return readHttp(response, catalog);
  return recogniseException(value, catalog) ?? recogniseRecord(value, catalog);
}

/** An exception that went through JSON, or the body of a service's refusal, which is all that a client kept. */
function recogniseException(value: JsonObject, catalog: Catalog): Fault | undefined {
  if (decodeCognito(value)) return undefined;
  const refusal = decodeServiceBody(value);
  // The service is not known: an object of these members may be anyone's.
  if (refusal) return toFault({ ...refusal, execution: "unknown" }, catalog);
  const { $fault, $metadata, name, message } = value;
  const isException = typeof $fault === "string" && isJsonObject($metadata) && typeof name === "string";
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
