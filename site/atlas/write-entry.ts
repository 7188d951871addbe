import { SIDES } from "../../packages/faultwire/src/explain/kind-of.ts";
import { BASE } from "../address.ts";
import type { Entry } from "./entry.ts";
import { similarTo } from "./groups.ts";
import { code, documentUrl, errorUrl, escaped, escapedText, sourceOf, table } from "./markdown.ts";
import { SENDERS } from "./senders.ts";
import { writeCause } from "./write-cause.ts";
import { writeSamples } from "./write-samples.ts";

/** A page of the site. */
export interface AtlasPage {
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  /** Markdown without the first heading. */
  readonly body: string;
}

/** Writes the page of an error. */
export function writeEntry(entry: Entry, bySlug: ReadonlyMap<string, Entry>): AtlasPage {
  const { slug, title, meaning, explanation } = entry;
  const sections = [
    escapedText(meaning),
    `It is sent by ${SENDERS[entry.sender].sentBy}.`,
    writeAnswers(entry),
    `## What to do\n\n${escaped(explanation.advice)}`,
    writeRows(entry),
    writeSamples(entry),
    writeCause(entry),
    writeNotes(entry),
    writeMore(entry, bySlug),
  ];
  return {
    ...{
      slug: `errors/${slug}`,
      title,
      description: `${meaning.replaceAll("`", "")} Did the code run? ${RAN[explanation.execution]}`,
    },
    body: `\n${sections.filter((section) => section !== "").join("\n\n")}\n`,
  };
}

const RAN = {
  none: "No.",
  started: "Yes, at least in part.",
  finished: "Yes, to its end: only its result was lost.",
  unknown: "It may have: nothing proves either.",
} as const;

function writeAnswers(entry: Entry): string {
  const { explanation, statuses, rows } = entry;
  const { execution, proof, retry, category, family, errorType } = explanation;
  const isMixed = rows.some((row) => row.execution !== execution);
  const ran = isMixed
    ? "It depends on the moment: [see below](#did-the-code-run)."
    : `**${RAN[execution]}** ${escaped(proof)}`;
  const again = `**${retry.retry ? "Yes" : "No"}.** ${escaped(retry.because)}`;
  const idempotent =
    retry.retry || !retry.idempotent.retry ? "" : " If two runs do no harm: yes, as an idempotent call.";
  const answers: readonly (readonly [string, string])[] = [
    ["Did the code run?", ran],
    [
      "Try again?",
      isMixed ? "Only where the code did not run, or where two runs do no harm." : again + idempotent,
    ],
    ["Where to look", sentence(SIDES[category])],
    ...(statuses.length > 0 ? ([["HTTP status", statuses.join(", ")]] as const) : []),
    ["In Faultwire", inFaultwire({ family, errorType })],
  ];
  return table(["Question", "Answer"], answers);
}

function inFaultwire({ family, errorType }: { readonly family: string; readonly errorType: string }): string {
  const isNamed = family !== "MalformedFault" && family !== "Undeclared" && errorType !== family;
  return isNamed ? `${code(family)} with the \`errorType\` ${code(errorType)}` : code(family);
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`;
}

function writeRows({ rows }: Entry): string {
  if (rows.length === 0) return "";
  const cells = rows.map(({ what, name, execution, why, source }) => [
    ...[escaped(what), code(name), code(execution), escaped(why), escaped(source)],
  ]);
  const link = `[Did the function run?](${documentUrl("docs/execution.md#the-table")})`;
  return [
    "## Did the code run?",
    table(["What came", "Name", "`execution`", "Why", "Source"], cells),
    `${link} explains the four answers and the sources.`,
  ].join("\n\n");
}

function writeNotes({ notes }: Entry): string {
  if (notes.length === 0) return "";
  const lines = notes.map(({ text, source }) => {
    const from = source === undefined ? "" : ` Source: ${sourceOf(source)}`;
    return `- ${escapedText(text)}${from}`;
  });
  return `## What is known\n\n${lines.join("\n")}`;
}

function writeMore({ slug, sender }: Entry, bySlug: ReadonlyMap<string, Entry>): string {
  const { documents, aws } = SENDERS[sender];
  const namesakes = [...bySlug.values()].filter(
    (other) => other.slug !== slug && other.name === bySlug.get(slug)?.name,
  );
  const similar = [...new Set([...namesakes.map((other) => other.slug), ...similarTo(slug)])];
  const links = [
    ...similar.map((each) => `[${escaped(bySlug.get(each)?.title ?? each)}](${errorUrl(each)})`),
    ...documents.map(([path, title]) => `[${title}](${documentUrl(path)})`),
    ...aws.map(([url, title]) => `[${title}](${url}), AWS's documentation`),
    `[All errors](${BASE}/errors/)`,
  ];
  return [
    "## More",
    `[Paste your own payload](${BASE}/explain-error/) to have it explained in your browser.`,
    links.map((link) => `- ${link}`).join("\n"),
  ].join("\n\n");
}
