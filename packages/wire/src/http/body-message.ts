import { isJsonObject, type JsonObject } from "../json.ts";

/**
 * Members that hold a message, or an object or a list with one, in the error bodies of frameworks and services; the
 * more telling first.
 */
const MEMBERS = [
  ...["message", "Message", "errorMessage", "error_message", "ErrorMessage", "error_description"],
  ...["faultstring", "detail", "title", "description", "reason", "msg"],
  ...["error", "Error", "errors", "Errors", "errorMessages", "fault", "violations", "issues", "value"],
];
/** Further names of members that hold a message: `errorMsg`, `exception`, `odata.error`, `validationErrors`. */
const ALIKE = /err|exception|message|fault|fail|problem|violation/i;
/** Members that some frameworks put an error into. */
const ENVELOPES = ["json", "data", "meta", "status", "response", "result"];
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
export function messageIn(body: unknown): string | undefined {
  return find(body, { depth: 0, isOfErrors: false });
}

/** The message of a body that has no other: the JSON itself, cut where it is long. */
export function bodyAsMessage(body: unknown): string {
  const text = JSON.stringify(body);
  return text.length > BODY_LIMIT ? `${text.slice(0, BODY_LIMIT - 1)}…` : text;
}

/** The position of a value in a body. */
interface Place {
  readonly depth: number;
  /** Whether the value is in a member that is named for errors: there, a text is the error of a field. */
  readonly isOfErrors: boolean;
}

function find(body: unknown, place: Place): string | undefined {
  if (typeof body === "string") return body.trim() === "" || PAGE.test(body) ? undefined : body;
  if (place.depth > DEPTH_LIMIT) return undefined;
  if (Array.isArray(body)) return messageOfList(body, place);
  return isJsonObject(body) ? messageOfObject(body, place) : undefined;
}

function messageOfObject(body: JsonObject, { depth, isOfErrors }: Place): string | undefined {
  const inside = (name: string) =>
    Object.hasOwn(body, name)
      ? find(body[name], { depth: depth + 1, isOfErrors: isOfErrors || ALIKE.test(name) })
      : undefined;
  const fields = fieldErrors(body, isOfErrors);
  const names = [
    ...MEMBERS,
    ...Object.keys(body).filter((name) => fields.length <= 1 && ALIKE.test(name)),
    ...ENVELOPES.filter((name) => typeof body[name] === "object"),
  ];
  for (const name of names) {
    const message = inside(name);
    if (message !== undefined) return message;
  }
  if (fields.length > 0) return fields.slice(0, LIST_LIMIT).join("; ");
  return isOfErrors
    ? Object.keys(body)
        .map(inside)
        .find((message) => message !== undefined)
    : undefined;
}

function messageOfList(list: readonly unknown[], { depth, isOfErrors }: Place): string | undefined {
  const texts = list.filter((entry) => typeof entry === "string" && entry !== "");
  if (texts.length > 0) return texts.slice(0, LIST_LIMIT).join("; ");
  return list
    .map((entry) => find(entry, { depth: depth + 1, isOfErrors }))
    .find((message) => message !== undefined);
}

/** The names of fields, each with its errors. */
function fieldErrors(body: JsonObject, isOfErrors: boolean): readonly string[] {
  return Object.entries(body).flatMap(([field, errors]) => {
    if (isListOfTexts(errors)) return [`${field}: ${errors.join("; ")}`];
    return isOfErrors && typeof errors === "string" ? [`${field}: ${errors}`] : [];
  });
}

function isListOfTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => typeof entry === "string");
}
