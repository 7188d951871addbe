import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import type { FunctionConfig } from "../config/function-config.ts";
import type { LocalOptions } from "../local-options.ts";
import { readTemplateArguments, TEMPLATE_ARGUMENTS } from "./template-arguments.ts";

/** The text of `--help`. */
export const USAGE = `faultwire-local: AWS Lambda on this machine, beside any program

  faultwire-local --function NAME=HANDLER [--function NAME=HANDLER ...] [--port N] [--watch] [--debug]
  faultwire-local --config FILE [--port N] [--watch] [--debug]
  faultwire-local --template FILE [--parameter NAME=VALUE ...] [--stage NAME] [--stack NAME] [--port N]

  --function, -f  a function and its handler, for example orders=dist/orders.handler
  --config, -c    a JSON file, or a module whose default export is it: what local() takes;
                  its handlers are relative to the file
  --template, -t  the project's own template: SAM, CloudFormation, serverless.yml, or cdk.out;
                  what local does not take of it is listed
  --parameter     a parameter of the template and its value; can be given several times
  --environment   a variable and its value, for all functions of the template, over its own
  --stage         the stage of serverless.yml
  --stack         the stack of a CDK application; all by default
  --watch, -w     changed files are live at the next call of a function
  --debug         a debugger can attach to each function; its address is printed
  --port, -p      where Lambda listens, on 127.0.0.1; a free port by default
  --no-inspector  without the inspector, a page that shows calls, retries and injected failures
  --help, -h      this text`;

const HINT = "see faultwire-local --help";

/**
 * Reads the command's arguments.
 *
 * @throws TypeError when they name nothing to run; it names the argument and what to do.
 */
export async function readArguments(parameters: readonly string[]): Promise<LocalOptions | "help"> {
  const { values } = parseArgs({
    args: [...parameters],
    allowNegative: true,
    options: {
      function: { type: "string", short: "f", multiple: true, default: [] },
      config: { type: "string", short: "c" },
      ...TEMPLATE_ARGUMENTS,
      port: { type: "string", short: "p" },
      watch: { type: "boolean", short: "w" },
      debug: { type: "boolean" },
      inspector: { type: "boolean" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) return "help";
  if (values.config !== undefined && values.template !== undefined)
    throw new TypeError(`--config and --template each are a whole configuration; give one of them (${HINT})`);
  const template = await readTemplateArguments(values);
  const configured = values.config === undefined ? template : await readConfig(values.config);
  const functions = { ...configured?.functions, ...Object.fromEntries(readFunctions(values.function)) };
  if (Object.keys(functions).length === 0) {
    throw new TypeError(
      `there is no function to run; name one with --function, --config or --template (${HINT})`,
    );
  }
  return {
    ...configured,
    functions,
    inspector: values.inspector ?? configured?.inspector ?? true,
    ...(values.port === undefined ? {} : { port: readPort(values.port) }),
    ...(values.watch ? { watch: true } : {}),
    // A configuration may have more to it.
    ...(values.debug ? { debug: configured?.debug || true } : {}),
  };
}

type NamedFunction = readonly [name: string, config: FunctionConfig];

function readFunctions(texts: readonly string[]): readonly NamedFunction[] {
  const named = texts.map(readFunction);
  const names = named.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new TypeError(`--function ${twice}: it is given twice; give each function a name of its own`);
  return named;
}

/** Handlers given on the command line are relative to the working directory, also beside a configuration's. */
function readFunction(text: string): NamedFunction {
  const at = text.indexOf("=");
  if (at === -1)
    throw new TypeError(`--function ${text}: write NAME=HANDLER, for example orders=${text} (${HINT})`);
  return [text.slice(0, at), { handler: text.slice(at + 1), codeUri: process.cwd() }];
}

function readPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new TypeError(`--port ${text}: a port is a whole number from 1 to 65535`);
}

async function readConfig(file: string): Promise<LocalOptions> {
  const path = resolve(file);
  const config: unknown = await load(file, path);
  if (typeof config !== "object" || config === null || !("functions" in config)) {
    throw new TypeError(
      `--config ${file}: it holds an object with "functions", for example { "functions": { "orders": "orders.handler" } }`,
    );
  }
  // The cast: local() checks the members.
  return { root: dirname(path), ...(config as LocalOptions) };
}

async function load(file: string, path: string): Promise<unknown> {
  try {
    if (path.endsWith(".json")) return JSON.parse(await readFile(path, "utf8"));
    return (await import(pathToFileURL(path).href)).default;
  } catch (failure) {
    throw new TypeError(`--config ${file}: ${failure instanceof Error ? failure.message : failure}`);
  }
}
