import { Unproven } from "../unproven.ts";
import { isInteger, type Value } from "./java-values.ts";

/** The depth that Java's JSON readers accept. */
const MAX_DEPTH = 400;

/**
 * Reads JSON with the order of members and the digits of numbers kept; undefined if it is not JSON. Of two members
 * with one name the last value counts, in the place of the first.
 */
export function readJson(text: string): Value | undefined {
  try {
    JSON.parse(text);
  } catch {
    // Not JSON, which is an answer.
    return undefined;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[-+.\w]+/g) ?? [];
  return readValue(tokens[Symbol.iterator](), 0);
}

function readValue(tokens: Iterator<string>, depth: number, token: string = next(tokens)): Value {
  if (depth > MAX_DEPTH)
    throw new Unproven(`what becomes of JSON that is nested more than ${MAX_DEPTH} deep`);
  if (token === "{") return readMembers(tokens, depth + 1);
  if (token === "[") return { kind: "json list", items: readItems(tokens, depth + 1) };
  if (!/^-?\d/.test(token)) return JSON.parse(token);
  const number = Number(token);
  return /^-?\d+$/.test(token) && isInteger(number) ? number + 0 : { kind: "number", source: token };
}

function readMembers(tokens: Iterator<string>, depth: number): Map<string, Value> {
  const members = new Map<string, Value>();
  for (let token = next(tokens); token !== "}"; token = next(tokens)) {
    if (token === ",") continue;
    next(tokens);
    members.set(JSON.parse(token), readValue(tokens, depth));
  }
  return members;
}

function readItems(tokens: Iterator<string>, depth: number): Value[] {
  const items: Value[] = [];
  for (let token = next(tokens); token !== "]"; token = next(tokens)) {
    if (token !== ",") items.push(readValue(tokens, depth, token));
  }
  return items;
}

function next(tokens: Iterator<string>): string {
  return tokens.next().value ?? "";
}
