import type { WireBytes } from "./causes/wires-program.ts";
import type { Entry } from "./entry.ts";
import { localBytes, localWires } from "./local-bytes.ts";
import { block, sourceOf } from "./markdown.ts";
import { recordedBytesOf, type Sample } from "./recorded-bytes.ts";

/** Writes the bytes of an error, each with its source. */
export function writeSamples({ slug }: Entry): string {
  const recorded = recordedBytesOf(slug).map(writeSample);
  const made = localBytes[slug];
  const local =
    made === undefined
      ? []
      : [
          `The response that \`@faultwire/local\` sends, to the program below:\n\n${block(made, "http wrap")}`,
        ];
  const wires = localWires[slug] ?? [];
  const samples = [...recorded, ...local, ...(wires.length === 0 ? [] : [writeWires(wires)])];
  if (samples.length === 0) {
    return "## What it looks like\n\nNo payload with this name has been recorded.";
  }
  return `## What it looks like\n\n${samples.join("\n\n")}`;
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
