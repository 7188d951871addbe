import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { Fault } from "@faultwire/catalog";
import { type FunctionConfig, type Local, local } from "@faultwire/local";
import { sourceEnvironment } from "../../../source-environment.ts";
import { Shop } from "../functions/shop.ts";

/** Whether the machine has a language. */
export function isHere(...command: readonly [program: string, ...parameters: string[]]): boolean {
  const [program, ...parameters] = command;
  return spawnSync(program, parameters).status === 0;
}

/** A folder for files that are generated and built, which is gone after the tests. */
export function cacheFolder(language: string): string {
  const parent = join(import.meta.dirname, "../../.cache");
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${language}-`));
}

/** Runs a program to its end with a text as its input, and returns what it printed. */
export function run(
  command: readonly string[],
  options: { cwd?: string; input?: string; env?: object } = {},
): string {
  const [program = "", ...parameters] = command;
  const { input, cwd, env } = options;
  const { status, stdout, stderr, error } = spawnSync(program, parameters, {
    ...{ input, cwd, encoding: "utf8", maxBuffer: 1 << 28 },
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${command.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

/** Reads what a program printed of faults: a line with the type and a line with the message of each, in base64. */
export function printed(
  output: string,
): readonly { readonly errorType: string; readonly errorMessage: string }[] {
  const lines = output
    .trimEnd()
    .split("\n")
    .map((line) => Buffer.from(line, "base64").toString());
  return lines.flatMap((errorType, index) =>
    index % 2 === 0 ? [{ errorType, errorMessage: lines[index + 1] ?? "" }] : [],
  );
}

/** Writes files below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), `${text.trimEnd()}\n`);
  }
}

/** Functions of a language beside those of TypeScript. */
export interface Running {
  readonly lambda: Local;
  /** Calls a function, and returns what a caller with the catalog catches. */
  catchOf(functionName: string, event: unknown): Promise<Fault>;
  invoke(functionName: string, event: unknown): Promise<unknown>;
  close(): Promise<void>;
}

/** Starts functions of another language beside those of TypeScript. */
export async function start(functions: Readonly<Record<string, FunctionConfig>>): Promise<Running> {
  const codeUri = join(import.meta.dirname, "../functions");
  const lambda = await local({
    functions: {
      ...functions,
      sell: { handler: "shop.handler", codeUri, environment: sourceEnvironment, timeout: 60 },
    },
    apis: { shop: { type: "http", routes: { "GET /{how}": "sell" } } },
  });
  const client = new LambdaClient(lambda.client);
  return {
    lambda,
    catchOf: async (functionName, event) => {
      const caught = await createCaller({ client, functionName, faults: Shop })(event).catch((each) => each);
      if (!(caught instanceof Fault)) throw new Error(`nothing was caught: ${JSON.stringify(caught)}`);
      return caught;
    },
    invoke: (functionName, event) => createCaller({ client, functionName, faults: Shop })(event),
    close: async () => {
      client.destroy();
      await lambda.close();
    },
  };
}

/** Removes a folder. */
export function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
