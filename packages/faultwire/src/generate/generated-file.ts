import type { GenerateOutput } from "./target.ts";

const MARK = "Made by: npx faultwire generate ";

/** Writes what a target made as a file, whose first line has the command that makes it again. */
export function writeGenerated(output: GenerateOutput, command: readonly string[]): string {
  const note = `${MARK}${command.map(quote).join(" ")}`;
  if ("text" in output) return `${output.comment(note)}\n${output.text.trimEnd()}\n`;
  const [, ...rest] = JSON.stringify({ [output.note]: note, ...output.json }, undefined, 2).split("\n");
  const [first = "", ...others] = rest;
  return `{ ${first.trim()}\n${others.join("\n")}\n`;
}

/** Whether a text is a file that was generated. */
export function isGenerated(text: string): boolean {
  const [first = "", second = ""] = text.split("\n", 2);
  // A formatter may have broken the first line of JSON.
  return first.includes(MARK) || second.includes(MARK);
}

/** Reads the arguments of the command that made a file; undefined for a file without it. */
export function commandIn(text: string): readonly string[] | undefined {
  const [line = ""] = text.split("\n", 2).filter((each) => each.includes(MARK));
  const [before = "", ...after] = line.split(MARK);
  const written = after.join(MARK).replace(/\r$/, "");
  if (before === "// " || before === "# ") return splitCommand(written);
  if (before === "<!-- ") return splitCommand(written.replace(/ -->$/, "").replaceAll("-- >", "-->"));
  return /^[\s{]*"[\w$-]+": ?"$/.test(before) ? commandInMember(written) : undefined;
}

/** Reads a member of JSON up to the end of its text. */
function commandInMember(written: string): readonly string[] | undefined {
  const [member] = /^(?:[^"\\]|\\.)*/.exec(written) ?? [];
  try {
    return splitCommand(JSON.parse(`"${member ?? ""}"`));
  } catch {
    // A text that only looks like JSON.
    return undefined;
  }
}

/** Reads arguments as a shell reads those of `quote`. */
function splitCommand(command: string): readonly string[] {
  const words = command.match(/(?:'[^']*'|\\'|[^\s'\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|\\'/g, (_, inside: string | undefined) => inside ?? "'"),
  );
}

/** Whether two generated files have the same content: JSON in any layout, texts with any line ends. */
export function isSame(one: string, other: string): boolean {
  if (one.replaceAll("\r\n", "\n") === other) return true;
  const left = compactJson(one);
  return left !== undefined && left === compactJson(other);
}

function compactJson(text: string): string | undefined {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    // A text of another kind.
    return undefined;
  }
}

/** Writes an argument as a shell reads it. */
export function quote(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
