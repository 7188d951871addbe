import { accessSync, constants, existsSync } from "node:fs";
import { basename, delimiter, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { RUNTIME_FOLDER } from "../runtime-folder.ts";
import { checkOneOf } from "./check.ts";
import type { FunctionConfig } from "./function-config.ts";
import { type Program, RUNTIMES } from "./program.ts";

/** Which client AWS's images have. */
const CLIENTS = { "nodejs24.x": "4.0.2", "nodejs22.x": "3.3.0" };
/** The extensions that the runtime looks for, and those of TypeScript, which Node.js runs from source. */
const EXTENSIONS = [".js", ".mjs", ".cjs", ".ts", ".mts", ""];

/**
 * Finds the program that a function's configuration names.
 *
 * @throws TypeError naming the function, the member and what to do.
 */
export function programOf(name: string, config: FunctionConfig, root: string): Program {
  const { runtime = "nodejs24.x", command, node } = config;
  checkOneOf(`function ${name}: runtime`, runtime, RUNTIMES);
  if (runtime === "provided.al2023") {
    if (node !== undefined)
      throw new TypeError(`function ${name}: node is for Node.js runtimes; give provided.al2023 a command`);
    return provided(name, config, root);
  }
  if (command !== undefined)
    throw new TypeError(`function ${name}: command is for the runtime provided.al2023; it has ${runtime}`);
  if (node !== undefined) checkExecutable(name, node, root);
  const client = new URL(`aws-lambda-ric-${CLIENTS[runtime]}.mjs`, RUNTIME_FOLDER);
  return {
    ...locate(name, config, root),
    command: [located(node ?? process.execPath, root), fileURLToPath(client)],
    executionEnvironment: `AWS_Lambda_${runtime}`,
    reportsDelivery: true,
  };
}

/** Code that brings its own client: the executable `bootstrap` beside it, or another command. */
function provided(name: string, { handler, command }: FunctionConfig, root: string): Program {
  const path = resolve(root, handler);
  const taskRoot = dirname(path);
  const [executable = "./bootstrap", ...parameters] = command ?? [];
  checkExecutable(name, executable, taskRoot);
  return {
    command: [located(executable, taskRoot), ...parameters],
    taskRoot,
    handlerInTask: basename(path),
    typescript: undefined,
    executionEnvironment: undefined,
    reportsDelivery: false,
  };
}

/** A path, where it is one; a name is left to PATH. */
function located(executable: string, folder: string): string {
  return executable.includes("/") ? resolve(folder, executable) : executable;
}

/** An executable is a path, relative to a folder, or a name that PATH finds. */
function checkExecutable(name: string, executable: string, folder: string): void {
  const isPath = executable.includes("/");
  const places = isPath ? [folder] : (process.env.PATH ?? "").split(delimiter);
  if (places.some((place) => isExecutable(resolve(place, executable)))) return;
  throw new TypeError(
    `function ${name}: ${executable} is not an executable in ${isPath ? folder : "PATH"}; make it one (chmod +x), or name another`,
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or not allowed to run.
    return false;
  }
}

type Location = Pick<Program, "taskRoot" | "handlerInTask" | "typescript">;

function locate(name: string, { handler, node }: FunctionConfig, root: string): Location {
  const [, path, module, exported] = /^(.*?)([^/.]+)\.([^/]+)$/.exec(handler) ?? [];
  if (path === undefined || module === undefined || exported === undefined) {
    throw new TypeError(
      `function ${name}: handler is "<module>.<export>", for example "dist/orders.handler"; it is ${JSON.stringify(handler)}`,
    );
  }
  const base = resolve(root, path, module);
  if (EXTENSIONS.includes(`.${exported}`) && existsSync(`${base}.${exported}`)) {
    throw new TypeError(
      `function ${name}: ${JSON.stringify(handler)} names a file; the handler is its export, for example "${path}${module}.handler"`,
    );
  }
  const file = EXTENSIONS.map((extension) => base + extension).find((each) => existsSync(each));
  if (file === undefined) {
    const only = [".cts", ".tsx", ".jsx"].find((extension) => existsSync(base + extension));
    throw new TypeError(
      only
        ? `function ${name}: neither the runtime nor Node.js runs ${base}${only} as it is; build it to JavaScript`
        : `function ${name}: no module ${base}{${EXTENSIONS.slice(0, -1).join(",")}} for the handler ${JSON.stringify(handler)}; build it, or correct the path`,
    );
  }
  const isTypeScript = /\.m?ts$/.test(file);
  if (isTypeScript && node === undefined && !process.features.typescript) {
    throw new TypeError(
      `function ${name}: this Node.js (${process.version}) runs no TypeScript; build ${file} to JavaScript, or use Node.js 22.18 or newer`,
    );
  }
  return {
    taskRoot: dirname(base),
    handlerInTask: `${module}.${exported}`,
    typescript: isTypeScript ? file : undefined,
  };
}
