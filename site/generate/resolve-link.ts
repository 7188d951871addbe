import { existsSync, statSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { BASE, ORIGIN, REPOSITORY } from "../address.ts";
import { documents, repository } from "./documents.ts";

const OURS = new RegExp(`^${REPOSITORY}/(?:blob|tree)/main/([^#]*)(#.*)?$`);

/**
 * The URL on the site of a link in a document: of a page, if its target is one, else of the file on GitHub.
 *
 * @throws an Error where the target is not in the repository.
 */
export function resolveLink(target: string, document: string): string {
  if (target.startsWith("#")) return target;
  const [, absolute, absoluteHash = ""] = OURS.exec(target) ?? [];
  if (target.startsWith(`${ORIGIN}${BASE}/`)) return target.slice(ORIGIN.length);
  if (absolute === undefined && /^[a-z]+:/.test(target)) return target;

  const [path = "", hash] = target.split("#");
  const url =
    absolute === undefined
      ? urlOf(posix.join(dirname(document), path), hash === undefined ? "" : `#${hash}`)
      : urlOf(absolute, absoluteHash);
  if (url === undefined) throw new Error(`${document} links to ${target}, which is not in the repository`);
  return url;
}

/** The URL of a page or file of the repository; undefined if there is no such file. */
function urlOf(path: string, hash: string): string | undefined {
  const clean = path.replace(/\/$/, "");
  const page = documents.get(clean) ?? documents.get(`${clean}/README.md`);
  if (page !== undefined) return `${BASE}/${page}/${hash === "#readme" ? "" : hash}`;
  if (clean === "README.md") return `${BASE}/${hash}`;
  if (!existsSync(join(repository, clean))) return undefined;
  const view = statSync(join(repository, clean)).isDirectory() ? "tree" : "blob";
  return `${REPOSITORY}/${view}/main/${clean}${hash}`;
}
