import { asString, isJsonObject, type JsonObject } from "../json.ts";
import { decodeTraceId } from "../trace-id.ts";
import type { WireError } from "../wire-error.ts";
import { DEPTH_LIMIT, documentsIn, exceptionsIn, idsIn, ownExceptions, partsOf } from "./x-ray-segments.ts";

/** An error that a segment of a trace reports. */
interface SegmentError {
  readonly error: WireError;
  /** The name of the segment: a function, or what it called. */
  readonly segment: string;
  /** Seconds since 1970, with a fraction. */
  readonly startTime: number;
}

/** A segment, with what its parents know. */
interface Place {
  readonly segment: JsonObject;
  readonly traceId: string | undefined;
  readonly requestId: string | undefined;
  readonly functionName: string | undefined;
  /** The number of documents that are its parents. */
  readonly depth: number;
}

/** Documents deeper below others are read as if they were the first. */
const CHAIN_LIMIT = 256;

/**
 * Reads the errors of an X-Ray trace, in the order in which their segments began: the answer of BatchGetTraces, one of
 * its traces, or the document of a segment, as text or as an object. An exception that several segments name is one
 * error. A segment that is marked without an exception of its own or of its parts is an error without a type.
 *
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export function decodeXRayTrace(value: unknown): readonly SegmentError[] {
  const documents = documentsIn(value);
  const ids = new Set(documents.flatMap((segment) => idsIn(segment)));
  const exceptions = documents.flatMap((segment) => exceptionsIn(segment));
  const trace: TraceParts = {
    byId: new Map(documents.map((segment) => [segment.id, segment])),
    byParent: groupByParent(documents),
    exceptions: new Map(exceptions.map((exception) => [exception.id, exception])),
    read: new Set(),
  };
  // From the first calls inwards; segments that are each other's parents are left.
  const first = documents.filter(({ parent_id }) => !ids.has(parent_id));
  return [...first, ...documents]
    .flatMap((document) => documentErrors(document, trace, 0))
    .sort((one, other) => one.startTime - other.startTime);
}

/** The documents of a trace and its exceptions by their ids, and those documents and exceptions that were read. */
interface TraceParts {
  readonly byId: ReadonlyMap<unknown, JsonObject>;
  readonly byParent: ReadonlyMap<unknown, readonly JsonObject[]>;
  readonly exceptions: ReadonlyMap<unknown, JsonObject>;
  readonly read: Set<unknown>;
}

function documentErrors(document: JsonObject, trace: TraceParts, depth: number): readonly SegmentError[] {
  if (trace.read.has(document) || depth === CHAIN_LIMIT) return [];
  trace.read.add(document);
  const { parent_id } = document;
  const parent = parent_id === undefined ? undefined : trace.byId.get(parent_id);
  return errorsOf({ ...placeOf(document, parent), depth }, trace);
}

function groupByParent(documents: readonly JsonObject[]): TraceParts["byParent"] {
  const groups = new Map<unknown, JsonObject[]>();
  for (const document of documents) {
    const { parent_id } = document;
    if (parent_id === undefined) continue;
    const group = groups.get(parent_id);
    if (group) group.push(document);
    else groups.set(parent_id, [document]);
  }
  return groups;
}

/** The segment of a function does not have the id of its request; that of the Lambda service, its parent, does. */
function placeOf(segment: JsonObject, parent: JsonObject = {}): Omit<Place, "depth"> {
  const isFunction = segment.origin === "AWS::Lambda::Function" || segment.origin === "AWS::Lambda";
  const arn = aws(segment).function_arn ?? segment.resource_arn;
  return {
    segment,
    traceId: decodeTraceId(segment.trace_id),
    requestId: asString(aws(segment).request_id ?? aws(parent).request_id),
    functionName: isFunction ? (asString(arn) ?? asString(segment.name)) : undefined,
  };
}

function aws(segment: JsonObject): JsonObject {
  return isJsonObject(segment.aws) ? segment.aws : {};
}

function errorsOf(place: Place, trace: TraceParts, depth = 0): readonly SegmentError[] {
  if (depth === DEPTH_LIMIT) return [];
  const { segment } = place;
  const called = trace.byParent.get(segment.id) ?? [];
  const inside = [
    ...partsOf(segment).flatMap((part) => errorsOf({ ...place, segment: part }, trace, depth + 1)),
    ...called.flatMap((document) => documentErrors(document, trace, place.depth + 1)),
  ];
  const listed = exceptionsOf(segment, trace);
  const own = listed
    .filter((exception) => !trace.read.has(exception))
    .map((exception) => located(exceptionError(exception, place, trace), place));
  // A mark that comes from further inside is not an error of its own.
  const isAlone = listed.length + inside.length === 0 && isMarked(segment);
  return isAlone ? [located(markedError(place), place)] : [...own, ...inside];
}

/** Finds the exceptions of a segment, without those that caused others of them. */
function exceptionsOf(segment: JsonObject, { exceptions }: TraceParts): readonly JsonObject[] {
  const { cause } = segment;
  const named = exceptions.get(cause);
  if (named) return [named];
  const listed = ownExceptions(segment);
  const causes = new Set(listed.map(({ cause: inner }) => inner));
  const outer = listed.filter(({ id }) => id === undefined || !causes.has(id));
  // Two exceptions can name each other.
  return outer.length > 0 ? outer : listed.slice(0, 1);
}

function located(error: WireError, { segment }: Place): SegmentError {
  return { error, segment: String(segment.name), startTime: Number(segment.start_time) };
}

function isMarked({ fault, error, throttle }: JsonObject): boolean {
  return fault === true || error === true || throttle === true;
}

function exceptionError(exception: JsonObject, place: Place, trace: TraceParts): WireError {
  const isOwn = place.functionName !== undefined && place.segment.namespace === undefined;
  const errorOf = (one: JsonObject): WireError => ({
    ...inPlace(place),
    errorType: asString(one.type),
    message: asString(one.message),
    remoteStack: stackOf(one),
    execution: isOwn && one.remote !== true ? "started" : "unknown",
  });
  const causes = causesOf(exception, trace).reduceRight<WireError | undefined>(
    (cause, one) => ({ ...errorOf(one), cause }),
    undefined,
  );
  return { ...errorOf(exception), cause: causes };
}

/** Lists the causes of an exception that were not read before, the nearest first. */
function causesOf(exception: JsonObject, trace: TraceParts): readonly JsonObject[] {
  const found: JsonObject[] = [];
  trace.read.add(exception);
  let cause = causeOf(exception, trace);
  while (cause && found.length < DEPTH_LIMIT) {
    found.push(cause);
    trace.read.add(cause);
    cause = causeOf(cause, trace);
  }
  return found;
}

function causeOf({ cause }: JsonObject, { exceptions, read }: TraceParts): JsonObject | undefined {
  const found = exceptions.get(cause);
  return found && !read.has(found) ? found : undefined;
}

/** The error of a segment that only has a mark: a throttle, a timeout, an answer of status 500. */
function markedError(place: Place): WireError {
  const { name, throttle, error } = place.segment;
  const mark = throttle === true ? "a throttle" : error === true ? "an error" : "a fault";
  return {
    ...inPlace(place),
    message: `The segment ${name} has ${mark} and no exception`,
    execution: "unknown",
  };
}

function inPlace({ segment, traceId, requestId, functionName }: Place): WireError {
  const { http, throttle } = segment;
  const response = isJsonObject(http) && isJsonObject(http.response) ? http.response : {};
  const status = throttle === true ? 429 : response.status;
  const isError = typeof status === "number" && status >= 400;
  return { wire: "x-ray", payload: segment, traceId, requestId, functionName, ...(isError && { status }) };
}

function stackOf({ stack }: JsonObject): readonly string[] | undefined {
  if (!Array.isArray(stack)) return undefined;
  return stack.filter(isJsonObject).map(({ label, path, line }) => JSON.stringify({ label, path, line }));
}
