import { parseJson } from "../json.ts";

/** What was seen of a document up to where it was cut. */
interface Seen {
  /** What closes the objects and lists that are open, the innermost first. */
  readonly closing: string;
  /** Where the last comma stands: what is before it is whole. */
  readonly comma: number;
  /** Where a text that was cut ends, half an escape left out. */
  readonly text?: number;
}

/**
 * Reads what is left of a JSON object that was cut, as Step Functions cuts a cause at 32,768 characters: members and
 * entries that are whole, and of a member that is a text, its beginning. Undefined where nothing can be read.
 */
export function parseCutJson(json: string): unknown {
  if (!json.startsWith("{")) return undefined;
  const { closing, comma, text } = scan(json);
  // Half an entry of a list is left out: nobody wants half a frame.
  const isMember = text !== undefined && closing.startsWith("}");
  const begun = isMember ? parseJson(`${json.slice(0, text)}"${closing}`) : undefined;
  const whole = json.slice(0, comma);
  return begun ?? parseJson(whole + scan(whole).closing);
}

function scan(json: string): Seen {
  const open: string[] = [];
  const seen = () => ({ closing: open.reverse().join(""), comma });
  let comma = 0;
  for (let at = 0; at < json.length; at += 1) {
    const character = json[at];
    if (character === ",") comma = at;
    else if (character === "{") open.push("}");
    else if (character === "[") open.push("]");
    else if (character === "}" || character === "]") open.pop();
    else if (character === '"') {
      const { end, isCut } = readText(json, at + 1);
      if (isCut) return { ...seen(), text: end };
      at = end;
    }
  }
  return seen();
}

/** Where a text ends: at its quote, or where it was cut. */
function readText(json: string, from: number): { readonly end: number; readonly isCut: boolean } {
  for (let at = from; at < json.length; at += 1) {
    if (json[at] === '"') return { end: at, isCut: false };
    if (json[at] !== "\\") continue;
    const length = json[at + 1] === "u" ? 6 : 2;
    if (at + length > json.length) return { end: at, isCut: true };
    at += length - 1;
  }
  return { end: json.length, isCut: true };
}
