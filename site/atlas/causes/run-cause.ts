import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type RecordedResponse, writeResponse } from "../http-text.ts";
import type { Cause } from "./cause.ts";

/** The end of a program that was run. */
export interface CauseRun {
  /** The last line that it printed. */
  readonly printed: string;
  /** The last HTTP response that it got, as text; undefined where none came, or a stream. */
  readonly bytes?: string;
}

const PRELOAD = join(import.meta.dirname, "record-exchange.mjs");

/**
 * Runs a program in a folder of its own, from which its imports are resolved.
 *
 * @throws an Error with what it wrote, if it ends with another code than 0.
 */
export async function runCause({ files }: Pick<Cause, "files">, folder: string): Promise<CauseRun> {
  const exchanges = join(folder, "exchanges");
  const stdout = await runFiles(files, folder, ["--import", PRELOAD, join(folder, "main.mjs")]);
  const last = existsSync(exchanges) ? readFileSync(exchanges, "utf8").trim().split("\n").at(-1) : undefined;
  const printed = stdout.trim().split("\n").at(-1) ?? "";
  if (last === undefined) return { printed };
  // The preload wrote it.
  const response = JSON.parse(last) as RecordedResponse;
  // Frames of an event stream are not text.
  if (response.headers["content-type"] === "application/vnd.amazon.eventstream") return { printed };
  return { printed, bytes: showResponse(response, folder) };
}

/** Writes files into a folder of their own, runs Node.js there, and returns what it printed. */
export async function runFiles(
  files: Readonly<Record<string, string>>,
  folder: string,
  parameters: readonly string[],
): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const env = { PATH: process.env.PATH, FAULTWIRE_EXCHANGES: join(folder, "exchanges") };
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ["--no-warnings", ...parameters], { cwd: folder, env });
  return stdout;
}

/** Headers that differ from call to call, and those of the connection. */
const LEFT_OUT =
  /^(?:date|connection|keep-alive|content-length|transfer-encoding|.*request-?id|x-amzn-trace-id|x-amz-apigw-id)$/;

/** Writes a response without what differs from call to call. */
export function showResponse({ headers, ...response }: RecordedResponse, folder: string): string {
  const kept = Object.entries(headers).filter(([name]) => !LEFT_OUT.test(name));
  return normalise(writeResponse({ ...response, headers: Object.fromEntries(kept) }), folder);
}

/** Replaces what differs from run to run: ids, times, ports and folders. Frames of the runtime are left out. */
export function normalise(text: string, folder: string): string {
  return text
    .replaceAll(folder, "/var/task")
    .replace(FRAME_ELSEWHERE, "")
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "6f7f0961-25a9-4e1e-8d1c-2d61d6b4e1bb")
    .replace(/1-[0-9a-f]{8}-[0-9a-f]{24}/g, "1-5759e988-bd862e3fe1be46a994272793")
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "2026-11-28T09:00:00.000Z")
    .replace(/127\.0\.0\.1:\d+/g, "127.0.0.1:3001")
    .slice(0, BYTE_LIMIT);
}

/** An entry of a stack that is not in the function's own files: it has lines of the runtime, or of a package. */
const FRAME_ELSEWHERE = /,(\\*)"\s+at (?:(?!\/var\/task\/)[^"\\])*\1"/g;

/** A response that is larger is one that the program made large on purpose. */
const BYTE_LIMIT = 4000;
