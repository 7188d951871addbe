import { isJsonObject, type JsonObject, parseJson } from "../json.ts";

/** Where services put the text of what they carry, outermost last: SQS, SNS, the records of both in an event. */
const TEXTS = ["Body", "body", "Message"];
/** A record in a message in a notification in an event; nobody wraps deeper. */
const DEPTH_LIMIT = 4;

/**
 * Finds what a test takes, a value itself or what stands in it: in the envelopes of SQS, SNS and EventBridge, as they
 * are received or as the event of a function or a pipe, of several messages the first.
 */
export function findInside(value: unknown, isFound: (inner: JsonObject) => boolean): JsonObject | undefined {
  let inner = value;
  for (let depth = 0; depth <= DEPTH_LIMIT; depth += 1) {
    if (isJsonObject(inner) && isFound(inner)) return inner;
    inner = open(inner);
  }
  return undefined;
}

function open(value: unknown): unknown {
  if (Array.isArray(value)) return value[0];
  if (!isJsonObject(value)) return undefined;
  const { Records, Messages, Sns, detail } = value;
  return Records ?? Messages ?? Sns ?? detail ?? textIn(value);
}

/** A pipe hands over what is JSON as an object. */
function textIn(value: JsonObject): unknown {
  for (const name of TEXTS) {
    const text = value[name];
    const inner = typeof text === "string" ? parseJson(text) : text;
    if (isJsonObject(inner)) return inner;
  }
  return undefined;
}
