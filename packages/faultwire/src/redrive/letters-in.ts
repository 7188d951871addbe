import { isJsonObject, type JsonObject, parseJson } from "@faultwire/wire";
import { documentSources, entrySources, memberSource } from "./json-source.ts";
import type { Letter } from "./letter.ts";
import { notificationIn, queueMessageIn } from "./queue-message.ts";
import { type LetterSource, letterOfMessage, letterOfRecord, letterWithoutEvent } from "./read-letter.ts";

/** Members in which services and tools list messages and records. */
const LISTS = ["Messages", "Records", "records"];
/** Lists in lists in texts. */
const DEPTH_LIMIT = 8;

/**
 * Finds the dead letters and on-failure records in a text: JSON, lines of JSON, the answer of ReceiveMessage, the event
 * of a function that reads the queue, the object of a bucket. For a text that is not JSON, the number of the line where
 * it is not.
 */
export function lettersIn(text: string, source: LetterSource): readonly Letter[] | number {
  const documents = documentSources(text.replace(/^\ufeff/, ""));
  if (typeof documents === "number") return documents;
  return documents.flatMap((document, index) =>
    lettersOf(document, {
      ...source,
      place: documents.length === 1 ? source.place : `${source.place}#${index + 1}`,
    }),
  );
}

function lettersOf(json: string, source: LetterSource, depth = 0): readonly Letter[] {
  const value = parseJson(json);
  if (depth > DEPTH_LIMIT) return [];
  if (typeof value === "string") return lettersOf(value, source, depth + 1);
  if (Array.isArray(value))
    return entrySources(json).flatMap((entry, index) =>
      lettersOf(entry, { ...source, place: `${source.place}[${index}]` }, depth + 1),
    );
  return isJsonObject(value) ? lettersOfObject(value, json, { source, depth }) : [];
}

function lettersOfObject(
  value: JsonObject,
  json: string,
  { source, depth }: { readonly source: LetterSource; readonly depth: number },
): readonly Letter[] {
  const message = queueMessageIn(value, json) ?? notificationIn(value);
  if (message) return [letterOfMessage(message, source)];
  const list = LISTS.find((name) => Array.isArray(value[name]));
  if (list !== undefined) return lettersOf(memberSource(json, list) ?? "", source, depth + 1);
  if (isJsonObject(value.Sns)) return lettersOfNotification(value.Sns, source);
  const record = letterOfRecord(value, json, source);
  if (record) return record.fault ? [record] : [];
  const other = letterWithoutEvent(value, source);
  return other ? [other] : [];
}

/** An SNS record in the event of a function has no `Type` of its own in some tools. */
function lettersOfNotification(value: JsonObject, source: LetterSource): readonly Letter[] {
  const notification = notificationIn({ ...value, Type: "Notification" });
  return notification ? [letterOfMessage(notification, source)] : [];
}
