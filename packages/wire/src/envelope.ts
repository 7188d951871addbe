import { isJsonObject, parseJson } from "./json.ts";

/** Where services put the text of what they carry, outermost last: SQS, SNS, the records of both in an event. */
const TEXTS = ["Body", "body", "Message"];
/** A record in a message in an event; nobody wraps deeper. */
const DEPTH_LIMIT = 4;

/**
 * Takes a record out of the envelopes of SQS, SNS and EventBridge: a message as received or as a Lambda event, the
 * first of its records.
 */
export function unwrap(value: unknown, depth = 0): unknown {
  if (!isJsonObject(value) || depth === DEPTH_LIMIT) return value;
  const { Records, Sns, detail } = value;
  const inner = Array.isArray(Records) ? Records[0] : (Sns ?? detail ?? textIn(value));
  return inner === undefined ? value : unwrap(inner, depth + 1);
}

function textIn(value: Readonly<Record<string, unknown>>): unknown {
  for (const name of TEXTS) {
    const text = value[name];
    const parsed = typeof text === "string" ? parseJson(text) : undefined;
    if (isJsonObject(parsed)) return parsed;
  }
  return undefined;
}
