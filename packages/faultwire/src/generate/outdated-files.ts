import { closeSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { UsageError } from "../usage-error.ts";
import { generate } from "./generate.ts";
import { commandIn, isGenerated, isSame, quote } from "./generated-file.ts";
import { readGenerateParameters } from "./read-generate-parameters.ts";

/** A generated file that is not what its command makes now, or of which this cannot be found out. */
export interface OutdatedFile {
  /** The absolute path. */
  readonly path: string;
  /** The state of the file, as a clause. */
  readonly problem: string;
  /** Whether it was compared. */
  readonly isSeen: boolean;
}

/** Makes each generated file below a folder again, by the command on its first line, and finds those that differ. */
export async function outdatedFiles(folder: string): Promise<readonly OutdatedFile[]> {
  const found: OutdatedFile[] = [];
  for (const path of generatedFiles(folder)) {
    const outdated = await checkFile(path, folder);
    if (outdated) found.push({ path, ...outdated });
  }
  return found;
}

/** The files below a folder that `faultwire generate` has made. Folders of packages, and hidden ones, are left out. */
function* generatedFiles(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const isLeftOut = entry.name === "node_modules" || entry.name.startsWith(".");
    if (entry.isDirectory() && !isLeftOut) yield* generatedFiles(path);
    if (entry.isFile() && isGenerated(firstBytes(path))) yield path;
  }
}

/** The number of bytes in which the command is looked for. */
const FIRST = 4096;

function firstBytes(path: string): string {
  try {
    const file = openSync(path, "r");
    try {
      const bytes = Buffer.alloc(FIRST);
      return bytes.toString("utf8", 0, readSync(file, bytes, 0, FIRST, 0));
    } finally {
      closeSync(file);
    }
  } catch {
    // A file that this user may not read was not made by this user's command.
    return "";
  }
}

async function checkFile(path: string, folder: string): Promise<Omit<OutdatedFile, "path"> | undefined> {
  const text = readFileSync(path, "utf8");
  const command = commandIn(text);
  if (command === undefined) return undefined;
  const again = `npx faultwire generate ${command.map(quote).join(" ")}`;
  try {
    const { request } = readGenerateParameters(command);
    const home = folderOf(path, request.out, folder);
    if (home === undefined)
      return { isSeen: false, problem: `it is not at the place that its command writes: ${again}` };
    if (isSame(text, await generate({ ...request, folder: home }))) return undefined;
    const at = relative(folder, home).split(sep).join("/");
    return {
      isSeen: true,
      problem: `it is not what its command makes now; run${at === "" ? "" : ` in ${at}`}: ${again}`,
    };
  } catch (failure) {
    if (!(failure instanceof UsageError)) throw failure;
    return {
      isSeen: true,
      problem: `it cannot be made again: ${failure.message.replace(/^generate: /, "")}`,
    };
  }
}

/** The folder in which the command was run: the file is at its `--out` from there. */
function folderOf(path: string, out: string | undefined, folder: string): string | undefined {
  if (out === undefined) return folder;
  if (resolve(folder, out) === path) return folder;
  const end = sep + join(out);
  return path.endsWith(end) ? path.slice(0, -end.length) : undefined;
}
