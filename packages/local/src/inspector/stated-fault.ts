import type { StatedFault } from "./calls.ts";

/*
 * Faults as answers state them: local knows no codec, so these are members and headers that anyone who looks at the bytes
 * can see, and no catalog gives them a meaning.
 */

/** The second line of a trace can carry JSON behind a mark: `[name:1] {…}`. */
const MARKED = /^\s*\[[\w.-]+:\d+\] (\{.*\})$/;
const TYPE_MEMBERS = ["errorType", "__type", "code", "error", "title", "name"];
const MESSAGE_MEMBERS = ["errorMessage", "message", "Message", "detail", "error_description", "title"];

/** Reads the payload of a function error. */
export function faultOfPayload(payload: string): StatedFault | undefined {
  const body = readObject(payload);
  if (body === undefined) return undefined;
  const type = textOf(body, ["errorType"]);
  const message = textOf(body, ["errorMessage"]);
  if (type === undefined && message === undefined) return undefined;
  return { type, message, details: detailsOf(body) ?? markedDetails(body), statedBy: "errorType" };
}

/** Reads an HTTP answer with an error's status. */
export function faultOfResponse(headers: ReadonlyMap<string, string>, body: string): StatedFault | undefined {
  const header = headers.get("x-amzn-errortype");
  const members = readObject(body) ?? {};
  const type = header?.split(":")[0] || textOf(members, TYPE_MEMBERS);
  const message = textOf(members, MESSAGE_MEMBERS);
  if (type === undefined && message === undefined) return undefined;
  const statedBy = header === undefined ? "body" : "X-Amzn-ErrorType";
  return { type, message, details: detailsOf(members) ?? markedDetails(members), statedBy };
}

function detailsOf({ details, data }: Readonly<Record<string, unknown>>): string | undefined {
  const value = details ?? data;
  return value === undefined || value === null ? undefined : JSON.stringify(value, null, 2);
}

function markedDetails({ trace }: Readonly<Record<string, unknown>>): string | undefined {
  const second: unknown = Array.isArray(trace) ? trace[1] : undefined;
  const marked = typeof second === "string" ? MARKED.exec(second)?.[1] : undefined;
  const members = marked === undefined ? undefined : readObject(marked);
  return members === undefined ? undefined : (detailsOf(members) ?? JSON.stringify(members, null, 2));
}

function textOf(members: Readonly<Record<string, unknown>>, names: readonly string[]): string | undefined {
  const found = names.map((name) => members[name]).find((value) => typeof value === "string" && value !== "");
  return found === undefined ? undefined : String(found);
}

function readObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    // The cast: an object that JSON.parse made has members of any kind.
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    // Not JSON.
    return undefined;
  }
}
