import { parseJson } from "@faultwire/wire";

/*
 * The texts of the parts of JSON, as they are written: JSON.stringify(JSON.parse(text)) changes numbers, escapes and
 * members of one name, and what is sent again has to be what was sent.
 */

/** Splits JSON documents that follow one another; returns the number of the line that is not JSON, if there is one. */
export function documentSources(text: string): readonly string[] | number {
  const sources: string[] = [];
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, at)) {
    const end = endOfValue(text, at);
    const source = text.slice(at, end);
    if (parseJson(source) === undefined) return text.slice(0, at).split("\n").length;
    sources.push(source);
    at = end;
  }
  return sources;
}

/** Splits a list, which JSON.parse has read. */
export function entrySources(list: string): readonly string[] {
  const sources: string[] = [];
  for (let at = skipBlank(list, 1); at < list.length && list[at] !== "]"; at = skipBlank(list, at)) {
    const end = endOfValue(list, at);
    sources.push(list.slice(at, end));
    at = skipBlank(list, end);
    if (list[at] === ",") at += 1;
  }
  return sources;
}

/** Finds the text of a member of an object, which JSON.parse has read. Of several of one name the last counts, as there. */
export function memberSource(object: string, name: string): string | undefined {
  let found: string | undefined;
  for (let at = skipBlank(object, 1); at < object.length && object[at] !== "}"; at = skipBlank(object, at)) {
    const endOfName = endOfValue(object, at);
    const isIt = parseJson(object.slice(at, endOfName)) === name;
    // The colon.
    const start = skipBlank(object, skipBlank(object, endOfName) + 1);
    const end = endOfValue(object, start);
    if (isIt) found = object.slice(start, end);
    at = skipBlank(object, end);
    if (object[at] === ",") at += 1;
  }
  return found;
}

function skipBlank(json: string, from: number): number {
  let at = from;
  while (at < json.length && " \t\r\n".includes(json[at] ?? "")) at += 1;
  return at;
}

/** The index after a value that begins at an index. */
function endOfValue(json: string, from: number): number {
  const first = json[from] ?? "";
  if (first === '"') return endOfText(json, from) + 1;
  return "{[".includes(first) ? endOfContainer(json, from) : endOfWord(json, from);
}

function endOfContainer(json: string, from: number): number {
  const structure = /["{}[\]]/g;
  let depth = 0;
  for (structure.lastIndex = from; ; ) {
    const found = structure.exec(json);
    if (found === null) return json.length;
    const [character] = found;
    if (character === '"') structure.lastIndex = endOfText(json, found.index) + 1;
    else depth += "{[".includes(character) ? 1 : -1;
    if (depth === 0) return structure.lastIndex;
  }
}

/** A number, a name, or whatever is not JSON. */
function endOfWord(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && !'{}[]",: \t\r\n'.includes(json[at] ?? "")) at += 1;
  return at;
}

/** The index of the quote that ends a text: one before which there is an even number of backslashes. */
function endOfText(json: string, from: number): number {
  for (let at = json.indexOf('"', from + 1); at !== -1; at = json.indexOf('"', at + 1)) {
    let backslashes = at;
    while (json[backslashes - 1] === "\\") backslashes -= 1;
    if ((at - backslashes) % 2 === 0) return at;
  }
  return json.length - 1;
}
