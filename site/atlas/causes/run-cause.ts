import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { writeResponse } from "../http-text.ts";
import type { Cause } from "./cause.ts";

/** The end of a program that was run. */
export interface CauseRun {
  /** The last line that it printed. */
  readonly printed: string;
  /** The last HTTP response that it got, as text; undefined where none came. */
  readonly bytes?: string;
}

const PRELOAD = join(import.meta.dirname, "record-exchange.mjs");

/**
 * Runs a program in a folder of its own, from which its imports are resolved.
 *
 * @throws an Error with what it wrote, if it ends with another code than 0.
 */
export async function runCause(cause: Cause, folder: string): Promise<CauseRun> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(cause.files)) writeFileSync(join(folder, name), text);
  const exchanges = join(folder, "exchanges");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", "--import", PRELOAD, join(folder, "main.mjs")],
    { cwd: folder, timeout: 120_000, env: { PATH: process.env.PATH, FAULTWIRE_EXCHANGES: exchanges } },
  );
  const last = existsSync(exchanges) ? readFileSync(exchanges, "utf8").trim().split("\n").at(-1) : undefined;
  const printed = stdout.trim().split("\n").at(-1) ?? "";
  return last === undefined ? { printed } : { printed, bytes: normalise(writeResponse(kept(last)), folder) };
}

/** Headers that differ from call to call, and those of the connection. */
const LEFT_OUT =
  /^(?:date|connection|keep-alive|content-length|transfer-encoding|.*request-?id|x-amzn-trace-id|x-amz-apigw-id)$/;

function kept(line: string): Parameters<typeof writeResponse>[0] {
  // The preload wrote it.
  const { headers, ...response } = JSON.parse(line) as Parameters<typeof writeResponse>[0];
  return {
    ...response,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !LEFT_OUT.test(name))),
  };
}

/** Replaces what differs from run to run: ids, times, ports and folders. Frames of the runtime are left out. */
function normalise(text: string, folder: string): string {
  return text
    .replaceAll(folder, "/var/task")
    .replace(FRAME_ELSEWHERE, "")
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "6f7f0961-25a9-4e1e-8d1c-2d61d6b4e1bb")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "2026-11-28T09:00:00.000Z")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:3001")
    .slice(0, BYTE_LIMIT);
}

/** An entry of a stack that is not in the function's own files: it has lines of the runtime, or of a package. */
const FRAME_ELSEWHERE = /,"\s+at (?:(?!\/var\/task\/)[^"])*"/g;

/** A response that is larger is one that the program made large on purpose. */
const BYTE_LIMIT = 4000;
