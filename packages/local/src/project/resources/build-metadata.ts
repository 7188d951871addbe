import { dirname, posix } from "node:path";
import { listOf, membersOf, type TemplateMembers } from "../document/values.ts";

/**
 * Returns the handler in the source, from one that is in the output of esbuild: `app.handler` for the entry point
 * `src/app.ts`. esbuild writes each entry point to its path below the deepest folder that holds them all.
 */
export function sourceHandler(handler: string, metadata: TemplateMembers): string {
  if (metadata.BuildMethod !== "esbuild") return handler;
  const { EntryPoints } = membersOf(metadata.BuildProperties);
  const entries = listOf(EntryPoints).map((entry) => posix.normalize(String(entry)));
  const at = handler.lastIndexOf(".");
  const module = posix.normalize(handler.slice(0, at));
  const base = commonFolder(entries.map((entry) => dirname(entry)));
  const entry = entries.find((each) => withoutExtension(posix.relative(base, each)) === module);
  return entry === undefined ? handler : withoutExtension(entry) + handler.slice(at);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, "");
}

function commonFolder([first = ".", ...others]: readonly string[]): string {
  let parts = first.split("/");
  for (const other of others) {
    const theirs = other.split("/");
    const end = parts.findIndex((part, index) => part !== theirs[index]);
    if (end !== -1) parts = parts.slice(0, end);
  }
  return parts.join("/") || ".";
}
