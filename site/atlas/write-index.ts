import { BASE } from "../address.ts";
import type { Entry, SenderId } from "./entry.ts";
import { GROUPS } from "./groups.ts";
import { code, errorUrl, escaped, escapedText, table } from "./markdown.ts";
import { SENDERS } from "./senders.ts";
import { SYMPTOMS } from "./symptoms.ts";
import type { AtlasPage } from "./write-entry.ts";

const RAN = { none: "no", started: "yes", finished: "yes, to its end", unknown: "unknown" } as const;

/** Writes the page that lists all errors, by symptom, by text and by sender. */
export function writeIndex(entries: readonly Entry[]): AtlasPage {
  const bySlug = new Map(entries.map((entry) => [entry.slug, entry]));
  const link = (slug: string) => `[${escaped(bySlug.get(slug)?.title ?? slug)}](${errorUrl(slug)})`;
  const symptoms = GROUPS.flatMap(([symptom, slugs]) => [
    `### ${symptom}`,
    slugs.map((slug) => `- ${link(slug)}: ${escapedText(bySlug.get(slug)?.meaning ?? "")}`).join("\n"),
  ]);
  const texts = SYMPTOMS.map(([text, slug]) => [code(text), nameLink(bySlug.get(slug))]);
  const sections = [
    `Every error that AWS Lambda, its runtimes, the gateways in front of it and Faultwire's wrapper can send: ${entries.length} pages. Each states what the error is, whether your code ran, whether to try again, what it looks like, how to cause it on your machine, and what to do.`,
    `You have a payload or a line of a log? [Paste it](${BASE}/explain-error/): it is explained in your browser, and nothing is sent.`,
    "A page states what AWS's documentation, its open source and recorded payloads show, with the source. Where nothing was recorded, it says so. JSON is indented; of bytes that local made, ids, times and the frames of the runtime are replaced or left out.",
    "## By symptom",
    ...symptoms,
    "## By text",
    table(["The text has", "It is"], texts),
    "## By sender",
    ...(Object.keys(SENDERS) as SenderId[]).flatMap((id) => writeSender(id, entries)),
  ];
  return {
    slug: "errors",
    title: "Error atlas: errors of AWS Lambda and API Gateway",
    description:
      "Every error of AWS Lambda and API Gateway: what it is, whether the code ran, whether to try again, and what to do.",
    body: `\n${sections.join("\n\n")}\n`,
  };
}

function writeSender(id: SenderId, entries: readonly Entry[]): string[] {
  const { title, introduction } = SENDERS[id];
  const rows = entries
    .filter(({ sender }) => sender === id)
    .map((entry) => [nameLink(entry), escapedText(entry.meaning), RAN[entry.explanation.execution]]);
  return [`### ${title}`, introduction, table(["Error", "Meaning", "Did the code run?"], rows)];
}

function nameLink(entry: Entry | undefined): string {
  return entry === undefined ? "" : `[${code(entry.name)}](${errorUrl(entry.slug)})`;
}
