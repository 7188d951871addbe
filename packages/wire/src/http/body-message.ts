import { isJsonObject, type JsonObject } from "../json.ts";

/**
 * Members that hold a message, or an object or a list with one, in the error bodies of frameworks and services; the
 * more telling first.
 */
const MEMBERS = [
  ...["message", "Message", "errorMessage", "error_message", "ErrorMessage", "error_description"],
  ...["detail", "title", "description", "reason", "msg", "faultstring"],
  ...["error", "Error", "errors", "Errors", "errorMessages", "fault", "violations", "issues"],
];
/** The deepest nesting that is read: an error in an object in a list in a list. */
const DEPTH_LIMIT = 4;
/** Characters of a body that is its own message. */
const BODY_LIMIT = 1000;
/** Entries of a list of texts. */
const LIST_LIMIT = 20;
const PAGE = /^\s*</;

/**
 * Finds the message in the JSON body of an error: `{ message }`, `{ error }`, `{ errors: [{ message }] }`, lists of
 * texts, field errors such as `{ "email": ["is missing"] }`. Returns undefined for a body without one.
 */
export function messageIn(body: unknown, depth = 0): string | undefined {
  if (typeof body === "string") return body.trim() === "" || PAGE.test(body) ? undefined : body;
  if (typeof body !== "object" || body === null || depth > DEPTH_LIMIT) return undefined;
  if (Array.isArray(body)) return messageOfList(body, depth);
  return isJsonObject(body) ? messageOfObject(body, depth) : undefined;
}

/** The message of a body that has no other: the JSON itself, cut where it is long. */
export function bodyAsMessage(body: unknown): string {
  const text = JSON.stringify(body);
  return text.length > BODY_LIMIT ? `${text.slice(0, BODY_LIMIT - 1)}…` : text;
}

function messageOfObject(body: JsonObject, depth: number): string | undefined {
  for (const name of MEMBERS) {
    const message = Object.hasOwn(body, name) ? messageIn(body[name], depth + 1) : undefined;
    if (message !== undefined) return message;
  }
  return fieldErrors(body);
}

function messageOfList(list: readonly unknown[], depth: number): string | undefined {
  const texts = list.filter((entry) => typeof entry === "string" && entry !== "");
  if (texts.length > 0) return texts.slice(0, LIST_LIMIT).join("; ");
  return list.map((entry) => messageIn(entry, depth + 1)).find((message) => message !== undefined);
}

/** The names of fields, each with its errors. */
function fieldErrors(body: JsonObject): string | undefined {
  const lines = Object.entries(body).flatMap(([field, errors]) =>
    isListOfTexts(errors) ? [`${field}: ${errors.join("; ")}`] : [],
  );
  return lines.length === 0 ? undefined : lines.slice(0, LIST_LIMIT).join("; ");
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === "string");
}
