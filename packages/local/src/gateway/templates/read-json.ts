import { isInteger, type Value } from "./java-values.ts";

/**
 * Reads JSON with the order of members and the digits of numbers kept, or returns undefined for what is none. Of two
 * members with one name the last counts, where the first stood.
 */
export function readJson(text: string): Value | undefined {
  try {
    JSON.parse(text);
  } catch {
    // Not JSON, which is an answer.
    return undefined;
  }
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[-+.\w]+/g) ?? [];
  return readValue(tokens[Symbol.iterator]());
}

function readValue(tokens: Iterator<string>, token: string = next(tokens)): Value {
  if (token === "{") return readMembers(tokens);
  if (token === "[") return { kind: "json list", items: readItems(tokens) };
  if (!/^-?\d/.test(token)) return JSON.parse(token);
  const number = Number(token);
  return /^-?\d+$/.test(token) && isInteger(number) ? number + 0 : { kind: "number", source: token };
}

function readMembers(tokens: Iterator<string>): Map<string, Value> {
  const members = new Map<string, Value>();
  for (let token = next(tokens); token !== "}"; token = next(tokens)) {
    if (token === ",") continue;
    next(tokens);
    members.set(JSON.parse(token), readValue(tokens));
  }
  return members;
}

function readItems(tokens: Iterator<string>): Value[] {
  const items: Value[] = [];
  for (let token = next(tokens); token !== "]"; token = next(tokens)) {
    if (token !== ",") items.push(readValue(tokens, token));
  }
  return items;
}

function next(tokens: Iterator<string>): string {
  return tokens.next().value ?? "";
}
