import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, membersOf } from "../document/values.ts";
import type { Project } from "../project.ts";

const COMMONJS = '{"type":"commonjs"}';

/** The folder of a function's code, or the reason why it is not at hand. */
export type Code = { readonly folder: string } | { readonly why: string };

/** Finds the folder of a function's code from its evaluated property `Code`. */
export function findCode(resource: StackResource, code: unknown, project: Project): Code {
  const asset = assetOf(resource, code, project);
  if (asset !== undefined) {
    const found = folderAt(asset);
    return "folder" in found ? { folder: outsideOfModules(found.folder) } : found;
  }
  if (typeof code === "string") return pathOf(code, project.folder);
  if (code === undefined) return folderAt(project.folder);
  const { ZipFile, ImageUri } = membersOf(code);
  if (typeof ZipFile === "string") return { folder: writeInline(ZipFile, project.folder) };
  if (ImageUri !== undefined) return { why: "it is a container image, and local starts no containers" };
  return { why: "its code is in a bucket; local runs code that is in a folder" };
}

/**
 * Whether a handler's `.js` file is an ES module by a package.json above its folder. On AWS no such file is above it: it is
 * CommonJS.
 */
export function isModuleFromAbove(folder: string, handler = "index.handler"): boolean {
  if (existsSync(join(folder, "package.json"))) return false;
  if (!existsSync(join(folder, handler.replace(/\.[^./]*$/, ".js")))) return false;
  for (let at = dirname(folder); ; at = dirname(at)) {
    const file = join(at, "package.json");
    if (existsSync(file)) return /"type"\s*:\s*"module"/.test(readFileSync(file, "utf8"));
    if (at === dirname(at)) return false;
  }
}

/** An asset, copied where its modules are what they are on AWS. Its name has the hash of its content. */
function outsideOfModules(asset: string): string {
  if (!isModuleFromAbove(asset)) return asset;
  const target = join(cacheFor(asset), basename(asset));
  cpSync(asset, target, { recursive: true });
  writeFileSync(join(target, "package.json"), COMMONJS);
  return target;
}

function pathOf(code: string, folder: string): Code {
  if (/^(?:s3|https?):\/\//.test(code))
    return { why: `its code is at ${code}; local runs code that is in a folder` };
  return folderAt(resolve(folder, code));
}

function folderAt(path: string): Code {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found?.isDirectory()) return { folder: path };
  // SAM packs a file alone.
  if (found?.isFile() && /\.[cm]?[jt]s$/.test(path)) return { folder: dirname(path) };
  return {
    why: found ? `${path} is a file; local runs code that is in a folder` : `there is no folder ${path}`,
  };
}

/** The asset of a CDK application: by its metadata, or by the manifest of the assets beside the template. */
function assetOf(
  { metadata }: StackResource,
  code: unknown,
  { folder, assets }: Project,
): string | undefined {
  const { "aws:asset:path": path, "aws:asset:property": property = "Code" } = metadata;
  if (typeof path === "string" && property === "Code") return resolve(folder, path);
  const key = isMembers(code) ? code.S3Key : undefined;
  const hash = typeof key === "string" ? (/([0-9a-f]{64})(?:\.zip)?$/.exec(key)?.[1] ?? "") : "";
  const source = assets.get(hash);
  return source === undefined ? undefined : resolve(folder, source);
}

/** Code within a template is CommonJS in the file `index.js`, as CloudFormation writes it. */
function writeInline(code: string, folder: string): string {
  const name = createHash("sha256").update(code).digest("hex").slice(0, 16);
  const target = join(cacheFor(folder), name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "index.js"), code);
  writeFileSync(join(target, "package.json"), COMMONJS);
  return target;
}

/** A folder from which the project's packages are found, or a temporary one that this process removes. */
function cacheFor(folder: string): string {
  for (let at = folder; at !== dirname(at); at = dirname(at))
    if (existsSync(join(at, "node_modules"))) return join(at, "node_modules", ".cache", "faultwire-local");
  const temporary = mkdtempSync(join(tmpdir(), "faultwire-inline-"));
  process.once("exit", () => rmSync(temporary, { recursive: true, force: true }));
  return temporary;
}
