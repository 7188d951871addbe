import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { LockedCatalogs } from "../evolution/locked-fault.ts";
import { sortByName } from "../evolution/normalize-schema.ts";
import { UsageError } from "../usage-error.ts";

const VERSION = 1;
const NOTE = "Written by: npx faultwire check --update-lock";
const CONFLICT = /^(?:<{7}|>{7}|={7})(?: |\r?$)/m;

/** Writes the text of a lock: one fault in one block, everything in one order. */
export function writeLock(catalogs: LockedCatalogs): string {
  const lock = {
    $comment: NOTE,
    catalogs: Object.fromEntries(sortByName(Object.entries(catalogs))),
    version: VERSION,
  };
  return `${JSON.stringify(lock, undefined, 2)}\n`;
}

/**
 * Reads a lock; undefined where the file does not exist.
 *
 * @throws UsageError for a file that is not a lock, with what to do.
 */
export function readLockFile(path: string): LockedCatalogs | undefined {
  return existsSync(path) ? readLock(path, read(path)) : undefined;
}

/**
 * Writes a lock file, and returns what the one that was there had; undefined where it did not exist, or has a conflict.
 *
 * @throws UsageError where that is another file, or a lock of another version.
 */
export function writeLockFile(path: string, catalogs: LockedCatalogs): LockedCatalogs | undefined {
  const text = existsSync(path) ? read(path) : undefined;
  const isBroken = text?.includes(NOTE) && parse(text) === undefined;
  const old = text === undefined || isBroken ? undefined : readLock(path, text);
  try {
    writeFileSync(path, writeLock(catalogs));
  } catch (failure) {
    throw cannot(path, "written", failure);
  }
  return old;
}

function readLock(path: string, text: string): LockedCatalogs {
  const again = "write it again with --update-lock";
  if (CONFLICT.test(text))
    throw new UsageError(`check: ${path} has the marks of a merge conflict: resolve it, or ${again}`);
  const parsed = parse(text);
  const { version, catalogs }: { version?: unknown; catalogs?: unknown } = Object(parsed);
  if (typeof version === "number" && version !== VERSION)
    throw new UsageError(
      `check: ${path} has version ${version}, and this faultwire knows version ${VERSION}: use the faultwire that wrote it, or delete the file and ${again}`,
    );
  if (version !== VERSION || !isRecord(catalogs))
    throw new UsageError(
      `check: ${path} is not a lock of faultwire check${parsed === undefined ? ": it is not JSON" : ""}; name another file with --lock, or delete it and ${again}`,
    );
  const wrong = wrongIn(catalogs);
  if (wrong !== undefined) throw new UsageError(`check: ${path}: ${wrong}; ${again}`);
  // Each fault was looked at.
  return catalogs as LockedCatalogs;
}

/** Finds the first member that no lock has. */
function wrongIn(catalogs: Readonly<Record<string, unknown>>): string | undefined {
  for (const [catalog, faults] of Object.entries(catalogs)) {
    if (!isRecord(faults)) return `catalogs.${catalog} is not an object of faults`;
    for (const [name, fault] of Object.entries(faults)) {
      const member = wrongMember(fault);
      if (member !== undefined) return `catalogs.${catalog}.${name}${member}`;
    }
  }
  return undefined;
}

function wrongMember(fault: unknown): string | undefined {
  if (!isRecord(fault)) return " is not an object";
  const { status, retryable, promised, aliases, details } = fault;
  if (typeof status !== "number") return ".status is not a number";
  if (typeof retryable !== "boolean") return ".retryable is not true or false";
  if (promised !== undefined && promised !== true) return ".promised is true, or it is left out";
  if (aliases !== undefined && !(Array.isArray(aliases) && aliases.every((each) => typeof each === "string")))
    return ".aliases is not a list of names";
  return details === undefined ? undefined : wrongDetails(details);
}

function wrongDetails(details: unknown): string | undefined {
  if (!isRecord(details)) return ".details is not an object";
  const { schema, accepts, absent } = details;
  if (schema !== undefined && !isRecord(schema)) return ".details.schema is not a JSON Schema";
  if (accepts !== undefined && !isRecord(accepts)) return ".details.accepts is not a JSON Schema";
  if (absent !== undefined && absent !== "sent" && absent !== "accepted")
    return '.details.absent is "sent" or "accepted", or it is left out';
  return undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    // It is reported by the caller.
    return undefined;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (failure) {
    throw cannot(path, "read", failure);
  }
}

function cannot(path: string, done: string, failure: unknown): UsageError {
  return new UsageError(
    `check: ${path} cannot be ${done}: ${failure instanceof Error ? failure.message : failure}`,
  );
}
