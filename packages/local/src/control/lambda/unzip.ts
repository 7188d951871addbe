import { createWriteStream } from "node:fs";
import { mkdir, symlink } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Entry, ZipFile } from "yauzl";
import { invalidParameter } from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";

/** "Unzipped size must be smaller than 262144000 bytes": recorded in LocalStack's test_oversized_lambda (2022-09). */
const UNPACKED_LIMIT_BYTES = 262_144_000;
/** Recorded in LocalStack's test_create_lambda_exceptions (2026-01). */
const BROKEN = "Could not unzip uploaded file. Please check your file, then try to upload again.";
/** The type of a file in its mode, and that of a symbolic link. */
const TYPE = 0o170000;
const LINK = 0o120000;
/** The mode of files in zip files of Windows, which have none. */
const DEFAULT_MODE = 0o644;

interface Link {
  readonly path: string;
  readonly target: string;
}

/**
 * Unpacks a zip file into a folder, with the modes of its files. Names that leave the folder are refused, by yauzl; so are
 * links that do.
 */
export async function unzip(zip: Buffer, folder: string): Promise<void> {
  // Loaded on first use: most services unpack nothing.
  const { fromBufferPromise } = await import("yauzl");
  const file = await fromBufferPromise(zip, { lazyEntries: true, strictFileNames: true }).catch(broken);
  const links: Link[] = [];
  let size = 0;
  try {
    for await (const entry of file.eachEntry()) {
      size += entry.uncompressedSize;
      if (size >= UNPACKED_LIMIT_BYTES)
        refuse(invalidParameter(`Unzipped size must be smaller than ${UNPACKED_LIMIT_BYTES} bytes`));
      const link = await unpack(file, entry, folder);
      if (link !== undefined) links.push(link);
    }
  } catch (failure) {
    broken(failure);
  } finally {
    file.close();
  }
  // Last, so that nothing is written through them.
  for (const { path, target } of links) await link(folder, path, target);
}

/** Writes an entry; returns a symbolic link, which is to be made later. */
async function unpack(file: ZipFile, entry: Entry, folder: string): Promise<Link | undefined> {
  const path = join(folder, entry.fileName);
  if (entry.fileName.endsWith("/")) {
    await mkdir(path, { recursive: true });
    return undefined;
  }
  const mode = entry.externalFileAttributes >>> 16;
  const content = await file.openReadStreamPromise(entry);
  if ((mode & TYPE) === LINK)
    return { path, target: Buffer.concat(await content.toArray()).toString("utf8") };
  await mkdir(dirname(path), { recursive: true });
  // The owner can read and write it, so that the folder can be removed.
  await pipeline(content, createWriteStream(path, { mode: (mode & 0o777 || DEFAULT_MODE) | 0o600 }));
  return undefined;
}

async function link(folder: string, path: string, target: string): Promise<void> {
  const inside = relative(folder, resolve(dirname(path), target));
  if (inside.startsWith("..") || target.startsWith("/"))
    refuse(invalidParameter(`@faultwire/local: the zip file has a link that leaves its folder: ${target}`));
  await mkdir(dirname(path), { recursive: true });
  await symlink(target, path);
}

/** Refuses a file that is not a zip file, or a broken one; passes on refusals of ours. */
function broken(failure: unknown): never {
  if (failure instanceof Error && failure.name === "ControlError") throw failure;
  return refuse(invalidParameter(BROKEN));
}
