import { checkMembers, describe } from "../config/check.ts";
import { compilePattern, type Matcher } from "./filter-pattern.ts";

/** The filters of an event source: a record that matches none of them is not given to the function. */
export interface FilterCriteria {
  /** At most 10, which is AWS's largest quota; 5 without an increase. */
  readonly filters: readonly {
    /** A pattern of Lambda's, as JSON or as the object itself. */
    readonly pattern: string | object;
  }[];
}

/** The source whose records are filtered: the member that holds a record's data. */
export type DataKey = "body" | "data" | "dynamodb";

/** A record as filters see it, its data apart. */
interface FilterableRecord {
  /** The members beside the data. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The data: a text that may be JSON, or an object. */
  readonly data: unknown;
}

/** Whether a record is given to the function. */
export type RecordFilter = (record: FilterableRecord) => boolean;

const MOST_FILTERS = 10;

/**
 * Makes the filter of an event source; without criteria everything passes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 * @throws TypeError naming the pattern that is wrong.
 */
export function recordFilter(
  what: string,
  criteria: FilterCriteria | undefined,
  dataKey: DataKey,
): RecordFilter {
  if (criteria === undefined) return () => true;
  checkMembers(what, criteria, { filters: true });
  const { filters } = criteria;
  if (!Array.isArray(filters) || filters.length > MOST_FILTERS)
    throw new TypeError(`${what}.filters is a list of at most ${MOST_FILTERS}; it is ${describe(filters)}`);
  const matchers = filters.map((filter, index) => {
    const where = `${what}.filters[${index}]`;
    checkMembers(where, filter, { pattern: true });
    return compileFilter(`${where}.pattern`, filter.pattern, dataKey);
  });
  return (record) => matchers.length === 0 || matchers.some((matches) => matches(record));
}

function compileFilter(
  what: string,
  given: unknown,
  dataKey: DataKey,
): (record: FilterableRecord) => boolean {
  const { [dataKey]: dataPattern, ...metadataPattern } = readPattern(what, given);
  if (dataKey !== "body" && Array.isArray(dataPattern))
    throw new TypeError(`${what}: ${dataKey} has members with rules, and not rules of its own`);
  try {
    const matchesData = dataPattern === undefined ? () => true : compileData(dataPattern, dataKey);
    const matchesMetadata: Matcher =
      Object.keys(metadataPattern).length === 0 ? () => true : compilePattern(metadataPattern);
    return ({ data, metadata }) => matchesData(data) && matchesMetadata(metadata);
  } catch (wrong) {
    throw new TypeError(`${what}: ${wrong instanceof Error ? wrong.message : wrong}`);
  }
}

/** The format of the pattern and that of the data must be the same: rules for a plain text, or members for JSON. */
function compileData(pattern: unknown, dataKey: DataKey): Matcher {
  const matches = compilePattern(pattern, dataKey);
  const isForText = Array.isArray(pattern);
  return (data) => {
    const value = typeof data === "string" ? parse(data) : { json: data };
    return "json" in value ? !isForText && matches(value.json) : isForText && matches(data);
  };
}

function parse(text: string): { readonly json: unknown } | Record<never, never> {
  try {
    return { json: JSON.parse(text) };
  } catch {
    // A plain text.
    return {};
  }
}

function readPattern(what: string, given: unknown): Record<string, unknown> {
  let pattern = given;
  try {
    if (typeof given === "string") pattern = JSON.parse(given);
  } catch (wrong) {
    throw new TypeError(`${what}: it is not JSON: ${wrong instanceof Error ? wrong.message : wrong}`);
  }
  if (typeof pattern === "object" && pattern !== null && !Array.isArray(pattern))
    // The cast: its members are checked where they are compiled.
    return pattern as Record<string, unknown>;
  throw new TypeError(`${what} is an object of rules, or its JSON; it is ${describe(given)}`);
}
