import { type Fault, isFault } from "@faultwire/catalog";
import { isError } from "@faultwire/catalog/internal";
import { fitDetails, isJsonObject, type JsonObject } from "@faultwire/wire";
import { read, readText, toText } from "../foreign/safe-read.ts";
import { cutStack } from "../foreign/stack.ts";
import { bytesOf, fitText } from "./line-room.ts";
import { copyMembers, kindOf, type PlainCopy, toPlain } from "./plain-json.ts";

/**
 * One error of a log line, with its causes. Its own enumerable properties, such as `code`, stand beside these members.
 * What was cut or left out is marked by a text in brackets, as `[circular]`.
 */
export interface ErrorRecord {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly stack: readonly string[];
  readonly details?: unknown;
  /** The JSON of a list, a Map or the like that was thrown in place of an error. */
  readonly value?: unknown;
  /** Own properties whose names these members have already. */
  readonly own?: JsonObject;
  /** The errors of an AggregateError, and of libraries that have such a list. */
  readonly errors?: unknown;
  readonly cause?: ErrorRecord;
  readonly [property: string]: unknown;
}

/** The log line about an error that the caller does not get, or not in full. */
export interface FaultLine {
  /** The name that the caller got, or the option that failed: `mapError`, `headers`, `onFault` ... */
  readonly faultwire: string;
  /**
   * Whether the runtime writes a line about the same fault too, so that the two are counted as one. Undefined in a line
   * about an option that failed, and about an undeclared error that callers get as it is.
   */
  readonly isLoggedByRuntime?: boolean | undefined;
  /** The request id that the caller has too. */
  readonly requestId: string;
  /** The X-Ray trace id, the same in every function of a chain of calls; undefined outside of Lambda. */
  readonly traceId?: string | undefined;
  /** The record of a batch that failed. */
  readonly item?: string | undefined;
  /** The error as plain JSON, whatever was thrown. */
  readonly error: ErrorRecord;
}

/** Writes a log line. If it throws, the line goes to `console.error` instead. */
export type FaultLog = (line: FaultLine) => void;

/** The choices of a line. */
export interface RecordRules {
  /** Reads the details of a fault that may be shown. */
  readonly detailsOf: (fault: Fault) => unknown;
  /** Makes own properties safe to show; undefined if all of them may be shown. */
  readonly redactProperties: ((properties: unknown, errorType: string) => unknown) | undefined;
  /** Whether own properties are shown. */
  readonly hasProperties: boolean;
}

/**
 * Bytes of JSON. CloudWatch takes 1 MB, Lambda's log and older regions 256 KB, with the keys that loggers add and what
 * they repeat: Powertools' Logger has the message and the first frame of each error twice.
 */
const LINE_LIMIT = 220_000;

/** Number of errors below each other that a log line follows. */
const DEPTH_LIMIT = 8;

/** Characters. */
const LIMITS = { type: 1000, message: 50_000, stack: 50_000 };

/** Makes the JSON form of a thrown value, its causes and properties. Never throws. */
export function errorRecord(thrown: unknown, rules: RecordRules): ErrorRecord {
  return recordError(thrown, newLine(rules));
}

/** Copies the own properties of a thrown value as a log line would have them. Never throws. */
export function ownProperties(thrown: unknown, rules: RecordRules): JsonObject {
  return propertiesOf(thrown, typeOf(thrown), newLine(rules));
}

/** A line under way. */
interface Line extends PlainCopy, RecordRules {}

function newLine(rules: RecordRules): Line {
  const line: Line = {
    ...rules,
    left: LINE_LIMIT,
    above: new Set(),
    copyError: (error) => recordError(error, line),
  };
  return line;
}

function recordError(thrown: unknown, line: Line): ErrorRecord {
  const errorType = fitText(typeOf(thrown), LIMITS.type, line);
  const { above } = line;
  line.left -= 100;
  const mark = above.has(thrown)
    ? "[circular]"
    : (above.size > DEPTH_LIMIT || line.left <= 0) && "[left out]";
  if (mark) return { errorType, errorMessage: mark, stack: [] };
  // Half of the room is kept for what is below: the first cause often says most.
  const kept = line.left / 2;
  line.left -= kept;
  const errorMessage = fitText(messageOf(thrown, line), LIMITS.message, line);
  const stack = fitText(cutStack(readText(thrown, "stack") ?? ""), LIMITS.stack, line);
  const details = readDetails(thrown, line);
  const properties = propertiesOf(thrown, errorType, line);
  line.left += kept;
  above.add(thrown);
  const [errors, given] = [errorsOf(thrown), read(thrown, "cause")];
  // A chain of causes never takes all of the room; a list may.
  const cause = given === undefined ? undefined : recordError(given, line);
  const record = {
    errorType,
    errorMessage,
    stack: stack === "" ? [] : stack.split("\n"),
    ...details,
    ...properties,
    ...(errors && { errors: toPlain(errors, line) }),
    ...(cause && { cause }),
  };
  above.delete(thrown);
  return record;
}

/** An error has its name, also where it has an `errorType` of its own; a fault has the name on the wire. */
function typeOf(thrown: unknown): string {
  const errorType = readText(thrown, "errorType");
  return (isFault(thrown) ? errorType : undefined) ?? readText(thrown, "name") ?? errorType ?? typeof thrown;
}

function messageOf(thrown: unknown, { redactProperties, hasProperties }: RecordRules): string {
  const message = readText(thrown, "message") ?? readText(thrown, "errorMessage");
  if (message !== undefined) return message;
  // As a text, a list shows its entries.
  const isHidden = typeof thrown === "object" && thrown !== null && (redactProperties || !hasProperties);
  return isHidden ? kindOf(thrown) : toText(thrown);
}

/** Reads the details of a fault, or their size where they are too large, as on every wire. */
function readDetails(thrown: unknown, line: Line): JsonObject {
  const details = isFault(thrown) ? detailsAsJson(thrown, line) : undefined;
  if (details === undefined) return {};
  const size = bytesOf(details);
  const isFitting = size <= line.left;
  if (isFitting) line.left -= size;
  return {
    ...fitDetails(
      details,
      (encoded) => encoded,
      () => isFitting,
    ),
  };
}

/** Details of a fault are JSON unless someone changed them; the rest of the line is written in any case. */
function detailsAsJson(fault: Fault, line: Line): unknown {
  let details: unknown;
  try {
    details = line.detailsOf(fault);
    return details === undefined ? undefined : JSON.parse(JSON.stringify(details));
  } catch {
    return toPlain(details, line);
  }
}

function propertiesOf(thrown: unknown, errorType: string, line: Line): JsonObject {
  if (!line.hasProperties || typeof thrown !== "object" || thrown === null) return {};
  const room = line.left;
  let properties = copyProperties(thrown, errorType, line);
  if (line.redactProperties && properties !== undefined) {
    line.left = room;
    properties = toPlain(line.redactProperties(properties, errorType), line);
  }
  if (!isJsonObject(properties)) return properties === undefined ? {} : { value: properties };
  const entries = Object.entries(properties);
  const own = entries.filter(([name]) => TAKEN.includes(name));
  const rest = Object.fromEntries(entries.filter(([name]) => !TAKEN.includes(name)));
  return own.length === 0 ? rest : { ...rest, own: Object.fromEntries(own) };
}

/** Members of a record that another one of the same name must not replace. */
const TAKEN = ["errorType", "errorMessage", "name", "message", "stack", "own"];

/** Copies what the record does not have yet: members of an object, or anything else as it is. */
function copyProperties(thrown: object, errorType: string, line: Line): unknown {
  const isLeftOut = (name: string) => isInRecord(thrown, name, errorType);
  if (!isError(thrown)) {
    const plain = toPlain(thrown, line);
    if (!isJsonObject(plain)) return plain;
    return Object.fromEntries(Object.entries(plain).filter(([name]) => !isLeftOut(name)));
  }
  line.above.add(thrown);
  try {
    return copyMembers(thrown, line, isLeftOut);
  } catch {
    // A proxy around an error.
    return "[cannot be read]";
  } finally {
    line.above.delete(thrown);
  }
}

function isInRecord(thrown: object, name: string, errorType: string): boolean {
  const value = read(thrown, name);
  if (name === "cause") return true;
  if (name === "name" || name === "errorType") return value === errorType;
  if (name === "message" || name === "stack") return typeof value === "string";
  if (name === "errorMessage") return readText(thrown, "message") === undefined && typeof value === "string";
  return name === "details" ? isFault(thrown) : name === "errors" && errorsOf(thrown) !== undefined;
}

/** Reads the list of an AggregateError, which loops do not see. */
function errorsOf(thrown: unknown): readonly unknown[] | undefined {
  const errors = read(thrown, "errors");
  return isError(thrown) && Array.isArray(errors) ? errors : undefined;
}
