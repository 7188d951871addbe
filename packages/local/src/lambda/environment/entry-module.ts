import { mkdir, writeFile } from "node:fs/promises";
import { join, parse } from "node:path";
import { pathToFileURL } from "node:url";
import type { BuiltCode } from "../../code/function-code.ts";
import type { Program, SourceModule } from "../../config/program.ts";
import { RUNTIME_FOLDER } from "../../runtime-folder.ts";

/** A function that is not JavaScript. */
export interface EntryOptions {
  readonly config: Program;
  readonly source: SourceModule;
  /** Its built code; undefined where Node.js removes its types. */
  readonly code: BuiltCode | undefined;
}

/**
 * Writes the module that the runtime client finds in place of the source: it looks for .js, .mjs and .cjs only. The task
 * root is put right before the function's code runs.
 */
export async function writeEntry(entryFolder: string, { config, source, code }: EntryOptions): Promise<void> {
  const { dir, base } = parse(config.handlerInTask);
  const folder = join(entryFolder, dir);
  const setTaskRoot = `process.env.LAMBDA_TASK_ROOT=${JSON.stringify(config.taskRoot)};`;
  const lines = code === undefined ? stripped(source, setTaskRoot) : built(source, code, exportOf(base));
  await mkdir(folder, { recursive: true });
  // The module's name ends at the first dot, as the runtime reads it.
  const file = join(folder, `${base.split(".")[0]}.mjs`);
  await writeFile(file, `${code === undefined ? "" : setTaskRoot}\n${lines.join("\n")}\n`);
}

/** Node.js loads the source. An import that runs first sets the task root. */
function stripped({ file }: SourceModule, setTaskRoot: string): readonly string[] {
  const url = JSON.stringify(pathToFileURL(file).href);
  return [
    `import "data:text/javascript,${encodeURIComponent(setTaskRoot)}";`,
    `import * as all from ${url};`,
    `export * from ${url};`,
    "export default all.default;",
  ];
}

function built({ file }: SourceModule, code: BuiltCode, name: string): readonly string[] {
  const loader = new URL("load-built.mjs", RUNTIME_FOLDER).href;
  const options = { file: code.file, format: code.format, source: file };
  return [
    `import { loadBuilt } from ${JSON.stringify(loader)};`,
    `const all = await loadBuilt(${JSON.stringify(options)});`,
    ...(name === "default" ? [] : [`const found = all[${JSON.stringify(name)}];`]),
    ...(name === "default" ? [] : [`export { found as ${JSON.stringify(name)} };`]),
    "export default all.default;",
  ];
}

/** The export that a handler's name begins with: "handler" of `app.handler`. */
function exportOf(handler: string): string {
  return handler.split(".")[1] ?? "";
}
