/**
 * Records anew what Java makes of the patterns and templates in cases/: run it after adding one (its outcome left
 * null). Needs a JDK; VELOCITY_1_7 and VELOCITY_2 are class paths of Velocity and what it needs.
 */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import patterns from "../../../cases/java-patterns.json" with { type: "json" };
import templates from "../../../cases/velocity-templates.json" with { type: "json" };

const base64 = (text: string) => Buffer.from(text).toString("base64");

const lines = patterns.patterns.map(({ pattern }) => [pattern, ...patterns.texts].map(base64).join("\t"));
const answers = java("Patterns", ".", lines);
write("java-patterns.json", {
  ...patterns,
  patterns: patterns.patterns.map(({ pattern }, index) => ({ pattern, matches: places(answers[index]) })),
});

const sources = templates.templates.map(({ template }) => base64(template));
const older = java("Templates", process.env.VELOCITY_1_7, sources);
const newer = java("Templates", process.env.VELOCITY_2, sources);
write("velocity-templates.json", {
  ...templates,
  templates: templates.templates.map(({ template }, index) => ({
    template,
    "1.7": written(older[index]),
    "2.4.1": written(newer[index]),
  })),
});

function java(name: string, classPath: string | undefined, input: readonly string[]): readonly string[] {
  if (classPath === undefined)
    throw new TypeError("VELOCITY_1_7 and VELOCITY_2 are class paths; one is not set");
  const parameters = ["-cp", classPath, join(import.meta.dirname, `oracles/${name}.java`)];
  return execFileSync("java", parameters, { input: `${input.join("\n")}\n`, encoding: "utf8" }).split("\n");
}

/** Lists the indexes of the texts that a pattern matches; null if Java refuses the pattern. */
function places(answer = "!"): readonly number[] | null {
  if (answer.startsWith("!")) return null;
  return [...answer].flatMap((bit, place) => (bit === "1" ? [place] : []));
}

/** Reads a rendered template; null if it contains an object's address, which differs from run to run. */
function written(answer = "!"): string | null {
  const text = answer.startsWith("= ") ? Buffer.from(answer.slice(2), "base64").toString() : null;
  return text !== null && /@[0-9a-f]{6}/.test(text) ? null : text;
}

/** Writes the recording with each pattern or template on its own line. */
function write(name: string, recording: Readonly<Record<string, unknown>>): void {
  const members = Object.entries(recording).map(([member, value]) => {
    const rows = Array.isArray(value) ? value.map((row) => `  ${JSON.stringify(row)}`) : undefined;
    return ` ${JSON.stringify(member)}: ${rows ? `[\n${rows.join(",\n")}\n ]` : JSON.stringify(value)}`;
  });
  writeFileSync(join(import.meta.dirname, "../../../cases", name), `{\n${members.join(",\n")}\n}\n`);
}
