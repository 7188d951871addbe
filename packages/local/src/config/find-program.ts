import { accessSync, constants, existsSync, statSync } from "node:fs";
import { basename, delimiter, dirname, isAbsolute, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { RUNTIME_FOLDER } from "../runtime-folder.ts";
import { describe } from "./check.ts";
import { findEsbuild } from "./find-esbuild.ts";
import type { FunctionConfig } from "./function-config.ts";
import { type Program, RUNTIMES, type SourceModule } from "./program.ts";

/** The newest client, which alone runs several invocations at once; it has a text of its own for nodejs22.x. */
const NEWEST = "4.0.2";
/** Which client AWS's images have; that of the preview of nodejs26.x is not published. */
const CLIENTS = { "nodejs26.x": NEWEST, "nodejs24.x": NEWEST, "nodejs22.x": "3.3.0" };
/** The extensions that the runtime looks for, and those of sources, which run where there is no JavaScript beside them. */
const EXTENSIONS = [".js", ".mjs", ".cjs", ".ts", ".tsx", ".mts", ".cts", ".jsx", ""];
const SOURCE = /\.(?:[mc]?ts|[tj]sx)$/;
const JSX = /x$/;

/** The place of a function's code. */
export interface CodePlace {
  /** The folder that its paths are relative to. */
  readonly root: string;
  /** Whether it was uploaded: as on AWS, only the runtime looks whether the handler is there. */
  readonly isUploaded?: boolean;
}

/**
 * Finds the program that a function's configuration names.
 *
 * @throws TypeError naming the function, the member and what to do.
 */
export function programOf(name: string, config: FunctionConfig, place: CodePlace): Program {
  const { root } = place;
  const { runtime = "nodejs24.x", command, node } = config;
  if (!RUNTIMES.includes(runtime)) {
    throw new TypeError(
      `function ${name}: runtime is one of ${RUNTIMES.join(", ")}; it is ${describe(runtime)}: for another language, give provided.al2023 a command`,
    );
  }
  if (runtime === "provided.al2023") {
    if (node !== undefined)
      throw new TypeError(`function ${name}: node is for Node.js runtimes; give provided.al2023 a command`);
    return provided(name, config, place);
  }
  if (command !== undefined)
    throw new TypeError(`function ${name}: command is for the runtime provided.al2023; it has ${runtime}`);
  if (node !== undefined) checkExecutable(name, node, root);
  const version = config.capacityProviderConfig === undefined ? CLIENTS[runtime] : NEWEST;
  const client = new URL(`aws-lambda-ric-${version}.mjs`, RUNTIME_FOLDER);
  return {
    ...locate(name, config, place),
    command: [located(node ?? process.execPath, root), fileURLToPath(client)],
    executionEnvironment: `AWS_Lambda_${runtime}`,
    reportsDelivery: true,
  };
}

/** Code that brings its own client: the executable `bootstrap` in the task root, or another command. */
function provided(name: string, config: FunctionConfig, { root, isUploaded }: CodePlace): Program {
  const { taskRoot, handlerInTask } = locateTask(name, config, root);
  const [executable = "./bootstrap", ...parameters] = config.command ?? [];
  if (!isUploaded) checkExecutable(name, executable, taskRoot);
  return {
    command: [located(executable, taskRoot), ...parameters],
    taskRoot,
    handlerInTask,
    source: undefined,
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

type Task = Pick<Program, "taskRoot" | "handlerInTask">;

/** Finds the folder of a function's code. An absolute handler outside of it has its own folder for one. */
function locateTask(name: string, { handler, codeUri = "." }: FunctionConfig, root: string): Task {
  const taskRoot = resolve(root, codeUri);
  if (!isFolder(taskRoot)) {
    const member = codeUri === "." ? "root" : "codeUri";
    throw new TypeError(`function ${name}: ${member} is a folder; ${taskRoot} is not one`);
  }
  if (handler.split("/").includes("..")) {
    throw new TypeError(
      `function ${name}: Lambda takes no handler with ".."; it is ${JSON.stringify(handler)}: let codeUri, or local's root, be a folder above it`,
    );
  }
  if (!isAbsolute(handler)) return { taskRoot, handlerInTask: handler };
  const inside = relative(taskRoot, handler);
  return inside.startsWith("..")
    ? { taskRoot: dirname(handler), handlerInTask: basename(handler) }
    : { taskRoot, handlerInTask: inside };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function locate(
  name: string,
  config: FunctionConfig,
  { root, isUploaded }: CodePlace,
): Task & Pick<Program, "source"> {
  const { handler } = config;
  const task = locateTask(name, config, root);
  if (isUploaded) return { ...task, source: undefined };
  const [, path, module, exported] = /^(.*?)([^/.]+)\.([^/]+)$/.exec(task.handlerInTask) ?? [];
  if (path === undefined || module === undefined || exported === undefined) {
    throw new TypeError(
      `function ${name}: handler is "<module>.<export>", for example "dist/orders.handler"; it is ${JSON.stringify(handler)}`,
    );
  }
  const base = resolve(task.taskRoot, path, module);
  if (EXTENSIONS.includes(`.${exported}`) && existsSync(`${base}.${exported}`)) {
    throw new TypeError(
      `function ${name}: ${JSON.stringify(handler)} names a file; the handler is its export, for example "${path}${module}.handler"`,
    );
  }
  const file = EXTENSIONS.map((extension) => base + extension).find((each) => existsSync(each));
  if (file === undefined) {
    throw new TypeError(
      `function ${name}: no module ${base}{${EXTENSIONS.slice(0, -1).join(",")}} for the handler ${JSON.stringify(handler)}; build it, or correct the path`,
    );
  }
  if (!SOURCE.test(file)) return { ...task, source: undefined };
  const source = { file, esbuild: findEsbuild([task.taskRoot, root]) };
  checkRunnable(name, source, config);
  return { ...task, source };
}

/** A source that no esbuild can build has types alone that Node.js can remove. */
function checkRunnable(name: string, { file, esbuild }: SourceModule, { node }: FunctionConfig): void {
  if (esbuild !== undefined) return;
  const remedy = `install esbuild in the project (npm install --save-dev esbuild), or build ${file} to JavaScript`;
  if (JSX.test(file)) throw new TypeError(`function ${name}: Node.js alone does not run JSX; ${remedy}`);
  if (node === undefined && !process.features.typescript) {
    throw new TypeError(
      `function ${name}: this Node.js (${process.version}) alone runs no TypeScript; ${remedy}`,
    );
  }
}
