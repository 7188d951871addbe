import { globSync } from "node:fs";
import { resolve } from "node:path";

/** The root of the repository. */
export const repository = resolve(import.meta.dirname, "../..");

/**
 * The documents that become pages: the path of each from the root of the repository, and the slug of its page. The reasons
 * of decisions are for who changes Faultwire: they stay in the repository.
 */
export const documents: ReadonlyMap<string, string> = new Map(
  globSync(["docs/**/*.md", "packages/*/README.md"], {
    cwd: repository,
    exclude: ["docs/decisions/**", "**/node_modules/**"],
  })
    .sort()
    .map((path) => [path, slugOf(path)]),
);

function slugOf(path: string): string {
  if (path === "docs/README.md") return "docs";
  return path.replace(/^docs\//, "").replace(/(?:\/README)?\.md$/, "");
}
