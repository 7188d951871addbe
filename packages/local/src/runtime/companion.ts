/**
 * Runs in a function's process before AWS's runtime client, where files are watched or a debugger may attach. What it is
 * asked for is in the environment, out of which it takes it again: functions see what they see on AWS.
 */
import { appendFileSync, closeSync, writeSync } from "node:fs";
import * as inspector from "node:inspector";
import * as modules from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";
import { fileState } from "./file-state.ts";

const HOST = "127.0.0.1";
/** The ports that are tried: another program may listen on some. */
const ATTEMPTS = 100;

const { _FAULTWIRE_LOCAL_LOADED: loaded, _FAULTWIRE_LOCAL_DEBUG: debug } = process.env;
/** True where the function runs in threads: each of them has a copy of this module. */
const startsThreads = isMainThread && process.env.AWS_LAMBDA_MAX_CONCURRENCY !== undefined;
if (!startsThreads) delete process.env._FAULTWIRE_LOCAL_LOADED;
delete process.env._FAULTWIRE_LOCAL_DEBUG;
if (loaded !== undefined && !startsThreads) recordModules(loaded);
// Only a process that ends by itself writes its coverage.
if (process.env.NODE_V8_COVERAGE !== undefined) process.on("SIGTERM", () => process.exit());
// The cast: the parent has written it.
if (debug !== undefined) listenForDebugger(JSON.parse(debug) as DebugRequest);

/** Writes down each module that is loaded, with the state of its file before that. */
function recordModules(record: string): void {
  modules.registerHooks({
    load: (url, context, next) => {
      if (url.startsWith("file:")) {
        const file = fileURLToPath(url);
        appendFileSync(record, `${JSON.stringify([file, fileState(file).text])}\n`);
      }
      return next(url, context);
    },
  });
}

/** The request that a process be open to debuggers. */
interface DebugRequest {
  readonly port: number;
  /** Whether the function's code runs only once a debugger is there. */
  readonly wait: boolean;
  /** The descriptor on which the parent reads the URL. */
  readonly descriptor: number;
}

function listenForDebugger({ port, wait, descriptor }: DebugRequest): void {
  // VS Code has opened it, where the process was started in one of its terminals.
  for (let at = port; inspector.url() === undefined && at < port + ATTEMPTS; at += 1)
    inspector.open(at, HOST);
  writeSync(descriptor, inspector.url() ?? "");
  closeSync(descriptor);
  if (wait) inspector.waitForDebugger();
}
