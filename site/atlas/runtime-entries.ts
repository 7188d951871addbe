import { RUNTIME_MEANINGS } from "../../packages/catalog/src/meanings/runtime-meanings.ts";
import { errorSlug } from "../../packages/faultwire/src/explain/error-page.ts";
import type { Entry, Note } from "./entry.ts";
import { rowsOf } from "./execution-rows.ts";
import { explainFunctionError, explainPlatformName } from "./explain-name.ts";
import { RUBY_MEANINGS } from "./own-meanings.ts";
import { type PlatformErrorCase, readCases } from "./read-cases.ts";
import { titleOf } from "./title-of.ts";

const cases = new Map(
  readCases<readonly PlatformErrorCase[]>("platform-error-types").map((each) => [each.errorType, each]),
);

/** The names of the platform's and of the runtimes' own errors. */
export const runtimeEntries: readonly Entry[] = Object.entries(RUNTIME_MEANINGS).map(([name, meaning]) =>
  entryOf(name, meaning),
);

/** Ruby puts the class of an exception into the name: one page for all classes. */
export const rubyEntries: readonly Entry[] = Object.entries(RUBY_MEANINGS).map(([part, meaning]) => {
  const explanation = explainFunctionError(`${part}<KeyError>`);
  const slug = errorSlug({ name: "RuntimeFault", errorType: `${part}<KeyError>`, status: 500 });
  const known = cases.get(`${part}<CLASS>`);
  const name = `${part}<Class>`;
  return {
    ...{ sender: "runtime", name, slug, title: titleOf(slug, name), meaning, explanation },
    ...{ statuses: [], rows: [], notes: known === undefined ? [] : notesOf(known) },
  };
});

function entryOf(name: string, meaning: string): Entry {
  const known = cases.get(name);
  if (known === undefined) throw new Error(`${name} is not in cases/platform-error-types.json`);
  const slug = errorSlug({ name: "RuntimeFault", errorType: name, status: 500 });
  const read = explainFunctionError(name);
  return {
    ...{ sender: "runtime", name, slug, title: titleOf(slug, name), meaning },
    explanation: read.family === "RuntimeFault" ? read : explainPlatformName(name),
    statuses: [],
    rows: rowsOf("a function error", (each) => each === name),
    notes: notesOf(known),
  };
}

function notesOf({ phase, emitter, note, source }: PlatformErrorCase): readonly Note[] {
  return [
    { text: `Reported by: ${emitter}. When: ${phase.replaceAll("|", " or ")}.`, source },
    ...(note === undefined ? [] : [{ text: sentence(note) }]),
  ];
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`;
}
