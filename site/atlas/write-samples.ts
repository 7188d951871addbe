import { isInvokeErrorName } from "../../packages/local/src/faults/invoke-errors.ts";
import { causeOf, INJECTED } from "./causes/cause-of.ts";
import type { WireBytes } from "./causes/wires-program.ts";
import type { Entry } from "./entry.ts";
import { localBytes, localWires } from "./local-bytes.ts";
import { block, sourceOf } from "./markdown.ts";
import { recordedBytesOf, type Sample } from "./recorded-bytes.ts";

/** Writes the bytes of an error, each with its source. */
export function writeSamples(entry: Entry): string {
  const recorded = recordedBytesOf(entry.slug).map(writeSample);
  const wires = localWires[entry.slug] ?? [];
  const samples = [...recorded, ...writeMade(entry), ...(wires.length === 0 ? [] : [writeWires(wires)])];
  const nothing = "No payload with this name has been recorded.";
  return `## What it looks like\n\n${samples.length === 0 ? nothing : samples.join("\n\n")}`;
}

/** Writes the response of local, and what of it is AWS's. A payload that a test makes up is not shown. */
function writeMade(entry: Entry): readonly string[] {
  const made = localBytes[entry.slug];
  const origin = made === undefined ? undefined : originOf(entry, made);
  if (made === undefined || origin === undefined) return [];
  const intro = "The response that `@faultwire/local` sends, to the program below:";
  return [[intro, block(made, "http wrap"), ...(origin === "" ? [] : [origin])].join("\n\n")];
}

/** Tells which part of a response of local is AWS's, where not all of it is; undefined where none is. */
function originOf(entry: Entry, made: string): string | undefined {
  const cause = causeOf(entry);
  if ("reason" in cause) return undefined;
  if (cause.kind === "caused" || entry.sender === "gateway") return "";
  if (entry.sender === "runtime") return made.includes(INJECTED) ? undefined : "";
  if (entry.sender !== "lambda") return undefined;
  return isInvokeErrorName(entry.name)
    ? "The status, the header and the members are those of the API's model; the text of the message is local's own."
    : "The name and the status are AWS's; the rest is local's own.";
}

function writeSample({ wire, text, language, source, composed }: Sample): string {
  const shown = indented(text, language);
  const from = composed ? "Composed after" : "Recorded in";
  return `As ${wire}:\n\n${block(shortened(shown), `${language} wrap`)}\n\n${from}: ${sourceOf(source)}`;
}

const LINE_LIMIT = 40;

function shortened(text: string): string {
  const lines = text.split("\n");
  if (lines.length <= LINE_LIMIT) return text;
  return [...lines.slice(0, LINE_LIMIT), `… and ${lines.length - LINE_LIMIT} lines more`].join("\n");
}

/** Writes the same error on other wires, folded: a gateway's answers are much the same for all errors. */
function writeWires(wires: readonly WireBytes[]): string {
  const shown = wires.map(
    ({ wire, text, language }) => `As ${wire}:\n\n${block(indented(text, language), `${language} wrap`)}`,
  );
  const summary = "<summary>The same error on the other wires, as local sends it</summary>";
  return ["<details>", summary, "", shown.join("\n\n"), "", "</details>"].join("\n");
}

function indented(text: string, language: string): string {
  return language === "json" ? JSON.stringify(JSON.parse(text), undefined, 2) : text;
}
