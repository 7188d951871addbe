/*
 * Runs the scenario in another realm, whose Error and Uint8Array are not those of Node.js's own modules: in a context of
 * `node:vm`, or, with the argument "jest", in the environment that Jest gives each test file.
 */
const { readFileSync } = require("node:fs");
const http = require("node:http");
const { createRequire } = require("node:module");
const vm = require("node:vm");

/** Globals of Node.js and not of ECMAScript, as a program gives them to its context. */
const GLOBALS = [
  "AbortController",
  "AbortSignal",
  "DOMException",
  "Headers",
  "Request",
  "Response",
  "TextDecoder",
];
const FURTHER = [
  "TextEncoder",
  "URL",
  "URLSearchParams",
  "atob",
  "btoa",
  "clearTimeout",
  "fetch",
  "setTimeout",
  "structuredClone",
];

async function createContext() {
  if (process.argv[2] !== "jest") {
    const names = [...GLOBALS, ...FURTHER, "Buffer", "console", "process", "performance"];
    return vm.createContext(Object.fromEntries(names.map((name) => [name, globalThis[name]])));
  }
  const { TestEnvironment } = require("jest-environment-node");
  const config = { globalConfig: {}, projectConfig: { globals: {}, testEnvironmentOptions: {} } };
  return new TestEnvironment(config, {}).getVmContext();
}

/** Loads CommonJS modules into a context, as Jest does; those of Node.js stay of their own realm. */
function requireIn(context) {
  const modules = new Map();
  const load = (path) => {
    if (modules.has(path)) return modules.get(path).exports;
    const module = { exports: {} };
    modules.set(path, module);
    const resolve = createRequire(path);
    const inner = (name) => (name.startsWith("node:") ? require(name) : load(resolve.resolve(name)));
    const names = ["exports", "require", "module"];
    const wrapped = vm.compileFunction(readFileSync(path, "utf8"), names, {
      parsingContext: context,
      filename: path,
    });
    wrapped(module.exports, inner, module);
    return module.exports;
  };
  return (name) => load(require.resolve(name));
}

createContext().then(async (context) => {
  const requireInside = requireIn(context);
  const { scenario } = requireInside("./scenario.cjs");
  const outcome = await scenario({
    catalog: requireInside("@faultwire/catalog"),
    handler: requireInside("@faultwire/handler"),
    caller: requireInside("@faultwire/caller"),
    http,
    bytes: (text) => Buffer.from(text),
  });
  process.stdout.write(JSON.stringify(outcome));
});
