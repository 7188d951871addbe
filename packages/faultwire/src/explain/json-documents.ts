import { asString, isJsonObject, type JsonObject, parseJson, parseJsonDocuments } from "@faultwire/wire";
import { decodeBase64 } from "./base64.ts";
import type { Document } from "./document.ts";

/** Finds the documents in a text. */
type ReadText = (text: string, place: string) => readonly Document[];

/** Members in which services and tools list records, messages, log events and events of a history. */
const LISTS = ["events", "Events", "Records", "records", "Messages", "logEvents", "results", "entries"];

/** Finds the documents of JSON objects and lists that follow one another; undefined for a text that is anything else. */
export function jsonDocuments(
  text: string,
  place: string,
  readText: ReadText,
): readonly Document[] | undefined {
  // The payload and the output of `aws lambda invoke` are one answer.
  if (isCliOutput(text)) return [{ value: text, place }];
  const documents = parseJsonDocuments(text);
  return documents?.flatMap((value, index) =>
    unfold({ value, place: joined(place, `document ${index + 1}`) }, readText),
  );
}

/** The output of the AWS CLI has no object and no brace in it. */
function isCliOutput(text: string): boolean {
  const output = [...text.matchAll(/\{[^{}]*\}/g)].find(([found]) => found.includes('"StatusCode"'));
  if (output === undefined) return false;
  const payload = `${text.slice(0, output.index)}${text.slice(output.index + output[0].length)}`.trim();
  return isJsonObject(parseJson(output[0])) && parseJson(payload) !== undefined;
}

/** A part of a document, and the number of those that it is in. */
interface Part extends Document {
  readonly depth?: number;
}

/** No service lists records in records in records. */
const DEPTH_LIMIT = 8;

/** Finds the documents in a parsed one: the entries of lists, the messages of log events, the responses of a HAR file. */
export function unfold({ value, place, depth = 0 }: Part, readText: ReadText): readonly Document[] {
  if (depth > DEPTH_LIMIT) return [{ value, place }];
  if (typeof value === "string") {
    const json = parseJson(value);
    return json === undefined
      ? readText(value, place)
      : unfold({ value: json, place, depth: depth + 1 }, readText);
  }
  if (Array.isArray(value)) {
    const isOne =
      value.some(isStreamEvent) || value.every((field) => isJsonObject(field) && "field" in field);
    return isOne
      ? [{ value: asQueryResult(value) ?? value, place }]
      : value.flatMap((entry, index) =>
          unfold({ value: entry, place: `${place}[${index}]`, depth: depth + 1 }, readText),
        );
  }
  if (!isJsonObject(value)) return [];
  return unfoldObject(value, { value, place, depth }, readText);
}

function unfoldObject(
  value: JsonObject,
  { place, depth }: Required<Part>,
  readText: ReadText,
): readonly Document[] {
  const { log, response } = value;
  const inside = (list: unknown, name: string) =>
    unfold({ value: list, place: joined(place, name), depth: depth + 1 }, readText);
  if (isJsonObject(log) && Array.isArray(log.entries)) return inside(log.entries, "entries");
  const answer = harResponse(response);
  if (answer) return [{ value: answer, place }];
  const name = isOneAnswer(value) ? undefined : LISTS.find((each) => Array.isArray(value[each]));
  if (name !== undefined) return inside(value[name], name);
  const isLogEvent = typeof value.message === "string" && "timestamp" in value && !("level" in value);
  return isLogEvent ? readText(asString(value.message) ?? "", place) : [{ value, place }];
}

/** The answers of a function to S3 Batch Operations and to Firehose are lists of results, and one answer. */
function isOneAnswer({ invocationSchemaVersion, records }: JsonObject): boolean {
  const isFirehose = Array.isArray(records) && records.some((each) => isJsonObject(each) && "result" in each);
  return isFirehose || invocationSchemaVersion !== undefined;
}

/** A response stream that was collected is one answer. */
function isStreamEvent(entry: unknown): boolean {
  return isJsonObject(entry) && ("PayloadChunk" in entry || "InvokeComplete" in entry);
}

/** The line of a row of CloudWatch Logs Insights, whose fields are a list. */
function asQueryResult(fields: readonly unknown[]): unknown {
  const message = fields.find((entry) => isJsonObject(entry) && entry.field === "@message");
  return isJsonObject(message) ? message.value : undefined;
}

/**
 * The response of an entry of a HAR file, as browsers export them.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/#response
 */
function harResponse(response: unknown): unknown {
  if (!isJsonObject(response) || !Array.isArray(response.headers) || !isJsonObject(response.content))
    return undefined;
  const headers = response.headers.filter(isJsonObject).map(({ name, value }) => [name, value]);
  const { text = "", encoding } = response.content;
  const body = encoding === "base64" ? decodeBase64(String(text)) : text;
  return { status: response.status, headers: Object.fromEntries(headers), body };
}

function joined(place: string, part: string): string {
  return place === "" ? part : `${place}, ${part}`;
}
