import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { CheckedConfig } from "../../config/function-config.ts";

/** The code of a version, as the API reports it. */
export interface CodeDetails {
  /** SHA-256 of the zip file, or of the handler's module for code in a folder, in base64. */
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  /** The folder, as a URL. */
  readonly location: string;
}

const EXTENSIONS = [".js", ".mjs", ".cjs", ".ts", ".mts", ""];

/** Describes the code of a zip file that was unpacked into a folder. */
export function zipDetails(zip: Buffer, folder: string): CodeDetails {
  return { sha256: sha256(zip), size: zip.length, location: pathToFileURL(folder).href };
}

/** Describes code that is run where it is. */
export function folderDetails({ taskRoot, handlerInTask }: CheckedConfig): CodeDetails {
  const [, base = "bootstrap"] = /^(.*?[^/.]+)\.[^/]+$/.exec(handlerInTask) ?? [];
  const files = [
    ...EXTENSIONS.map((extension) => resolve(taskRoot, base + extension)),
    resolve(taskRoot, "bootstrap"),
  ];
  const file = files.find((each) => statSync(each, { throwIfNoEntry: false })?.isFile());
  const bytes = file === undefined ? Buffer.alloc(0) : readFileSync(file);
  return { sha256: sha256(bytes), size: bytes.length, location: pathToFileURL(taskRoot).href };
}

function sha256(bytes: Buffer): string {
  return createHash("sha256").update(bytes).digest("base64");
}
