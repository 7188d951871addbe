import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";

/* The changesets become the changelogs, whose readers decide by them whether to upgrade. */

const repository = join(import.meta.dirname, "../..");

/** First words: each entry says to a user what the release lets them do. */
const VERBS = new Set(
  "Add Alert Answer Ask Avoid Bring Browse Build Call Catch Change Check Choose Compare Create Cut Declare Decode Deploy Deliver Drop Encode End Explain Find Fix Follow Generate Get Give Handle Hide Import Install Keep Learn Let Limit List Load Log Look Make Match Measure Name Notice Open Paste Pass Print Put Read Redrive Reduce Refuse Remove Rename Repeat Replace Report Require Retry Return Run Save See Send Serve Set Show Skip Start Stop Store Support Take Test Throw Trace Try Update Upgrade Use Validate Wait Watch Wrap Write".split(
    " ",
  ),
);

interface Manifest {
  readonly name: string;
  readonly version: string;
}

const read = (path: string) => readFileSync(join(repository, path), "utf8");
const manifests: Manifest[] = globSync("packages/*/package.json", { cwd: repository }).map((path) =>
  JSON.parse(read(path)),
);
const isBeforeOne = manifests.every(({ version }) => version.startsWith("0."));
const isBeforeFirst = manifests.every(({ version }) => version === "0.0.0");

/** The rules of CONTRIBUTING.md that a changeset breaks. */
function problemsOf(path: string, changeset: string): string[] {
  const [, front = "", text = ""] = /^---\n([\s\S]*?)---\n\s*([\s\S]*)$/.exec(changeset) ?? [];
  const bumps = Object.entries<string>(parse(front) ?? {});
  const [word = ""] = text.split(/[\s,:]/);
  const problems = bumps.flatMap(([name, bump]) => [
    ...(manifests.some((each) => each.name === name) ? [] : [`${name} is not a package`]),
    ...(bump === "minor" || bump === "patch" || (bump === "major" && !isBeforeOne)
      ? []
      : [`"${bump}" of ${name} is not "minor" or "patch"`]),
  ]);
  if (bumps.length === 0) problems.push("it names no package");
  if (!VERBS.has(word))
    problems.push(`its text begins with "${word}", not with a verb such as Add, Fix or Read`);
  if (isBeforeFirst && /\b(?:no longer|not any more|used to)\b/.test(text))
    problems.push("it corrects something that was never released");
  return problems.map((problem) => `${path}: ${problem}`);
}

const changesets = globSync(".changeset/*.md", { cwd: repository }).sort();

test("each changeset names packages, a kind of version, and what a user can do", () => {
  expect(changesets.flatMap((path) => problemsOf(path, read(path)))).toEqual([]);
});

test.each([
  [
    "a package that does not exist",
    '---\n"@faultwire/wires": minor\n---\n\nRead more.\n',
    /is not a package/,
  ],
  ["a version that would be 1.0.0", '---\n"@faultwire/wire": major\n---\n\nRead more.\n', /is not "minor"/],
  [
    "a text without a verb",
    '---\n"@faultwire/wire": minor\n---\n\nCodecs are new.\n',
    /begins with "Codecs"/,
  ],
  ["no package", "---\n---\n\nRead more.\n", /names no package/],
])("a changeset with %s is refused", (_, changeset, problem) => {
  expect(problemsOf("one.md", changeset)).toEqual([expect.stringMatching(problem)]);
});
