import { parseJson } from "../json.ts";

/** The state of a document at its cut. */
interface Seen {
  /** The brackets that close the open objects and lists, the innermost first. */
  readonly closing: string;
  /** The index of the last comma: everything before it is whole. */
  readonly comma: number;
  /** The end of a text that was cut, without half an escape. */
  readonly text?: number;
}

/**
 * Reads what is left of JSON that was cut, as Step Functions cuts a cause at 32,768 characters: members and
 * entries that are whole, and of a member that is a text, its beginning. Undefined where nothing can be read.
 */
export function parseCutJson(json: string): unknown {
  const { closing, comma, text } = scan(json);
  // Half an entry of a list is left out: half a frame is of no use.
  const isMember = closing.startsWith("}");
  const withText = isMember ? parseJson(`${json.slice(0, text)}"${closing}`) : undefined;
  const whole = json.slice(0, comma);
  return withText ?? parseJson(whole + scan(whole).closing);
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
      at = endOfText(json, at + 1);
      if (json[at] !== '"') return { ...seen(), text: at };
    }
  }
  return seen();
}

/** Finds the end of a text: its quote, or, of one that is cut, the end of its last whole character. */
function endOfText(json: string, from: number): number {
  for (let at = from; at < json.length; at += 1) {
    if (json[at] === '"') return at;
    if (json[at] !== "\\") continue;
    const length = json[at + 1] === "u" ? 6 : 2;
    if (at + length > json.length) return at;
    at += length - 1;
  }
  return json.length;
}
