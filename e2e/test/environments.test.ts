import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/* The published packages do the same in every realm, and under whatever a program has done to `Error`. */

const folder = join(import.meta.dirname, "environments");
const require = createRequire(import.meta.url);

interface Environment {
  /** Flags of Node.js. */
  readonly flags?: readonly string[];
  /** Code that runs before the packages are loaded. */
  readonly before?: string;
  /** The program and its arguments, `run.cjs` unless it is another. */
  readonly program?: readonly string[];
}

const limit = (descriptor: string) => `Object.defineProperty(Error, "stackTraceLimit", ${descriptor})`;
const prepare = (result: string) => `Error.prepareStackTrace = (error, frames) => (${result})`;

/** A new environment is one line. */
const ENVIRONMENTS: Readonly<Record<string, Environment>> = {
  "a worker thread": { program: ["run-in-worker.cjs"] },
  "a context of node:vm": { program: ["run-in-realm.cjs"] },
  "the environment of Jest": { program: ["run-in-realm.cjs", "jest"] },
  "--frozen-intrinsics": { flags: ["--frozen-intrinsics"] },
  "--stack-trace-limit=0": { flags: ["--stack-trace-limit=0"] },
  "--disallow-code-generation-from-strings": { flags: ["--disallow-code-generation-from-strings"] },
  "--disable-proto=throw": { flags: ["--disable-proto=throw"] },
  "--disable-proto=delete": { flags: ["--disable-proto=delete"] },
  "--jitless": { flags: ["--jitless"] },
  "--enable-source-maps": { flags: ["--enable-source-maps"] },
  "--stack-size=200": { flags: ["--stack-size=200"] },
  "an Error that is frozen": { before: "Object.freeze(Error)" },
  "a limit of stacks that is read-only": {
    before: limit("{ value: 5, writable: false, configurable: false }"),
  },
  "a limit of stacks that throws": {
    before: limit('{ get() { throw new RangeError("get") }, set() { throw new RangeError("set") } }'),
  },
  "a limit of stacks that is deleted": { before: "delete Error.stackTraceLimit" },
  "a limit of stacks that is a text": { before: 'Error.stackTraceLimit = "many"' },
  "a limit of stacks of Infinity": { before: "Error.stackTraceLimit = Infinity" },
  "no captureStackTrace": { before: "delete Error.captureStackTrace" },
  "source-map-support": {
    before: `require(${JSON.stringify(require.resolve("source-map-support"))}).install()`,
  },
  "stacks with a text of one's own": {
    before: prepare("error + frames.map((frame) => '\\n    at ' + frame).join('')"),
  },
  "stacks that are lists of frames, as for longjohn and Sentry": { before: prepare("frames") },
  "stacks that are null": { before: prepare("null") },
  "stacks that are numbers": { before: prepare("1") },
  "stacks that throw": { before: prepare("(() => { throw new RangeError('prepare') })()") },
  "errors with a toJSON of a program's own": { before: "Error.prototype.toJSON = () => ({})" },
};

let temporary: string;
let plain: Outcome;
type Outcome = Readonly<Record<string, unknown>>;

beforeAll(async () => {
  temporary = mkdtempSync(join(tmpdir(), "faultwire-environments-"));
  plain = await outcomeIn({});
});
afterAll(() => rmSync(temporary, { recursive: true, force: true }));

async function outcomeIn({ flags = [], before = "", program = ["run.cjs"] }: Environment): Promise<Outcome> {
  const preload = join(temporary, `${Math.random()}.cjs`);
  writeFileSync(preload, before);
  const [file = "", ...parameters] = program;
  const all = [...flags, "--no-warnings", "--require", preload, join(folder, file), ...parameters];
  return JSON.parse((await promisify(execFile)(process.execPath, all)).stdout);
}

test("without any of it, each fault arrives as it was thrown", () => {
  const members = { name: "OrderNotFound", details: { orderId: "o-1" }, status: 404, execution: "started" };
  expect(plain["OrderNotFound over standard"]).toMatchObject([members, members, true]);
  expect(plain["OrderNotFound over a connection"]).toMatchObject([members, members]);
  expect(plain["Busy over HTTP"]).toMatchObject([{ name: "Busy", retryAfter: 3 }, {}, true]);
  expect(plain["a connection that is refused"]).toMatchObject({
    errorType: "ECONNREFUSED",
    execution: "none",
  });
  expect(plain["the limit of stacks"]).toBe("as before");
});

describe.concurrent("they do the same under", () => {
  test.each(Object.entries(ENVIRONMENTS))("%s", async (_, environment) => {
    const outcome = await outcomeIn(environment);
    // Some of them take Node.js's own fetch away.
    const canFetch = "a connection that is refused" in outcome;
    const expected = Object.entries(plain).filter(([name]) => canFetch || !name.includes("connection"));
    expect(outcome).toEqual(Object.fromEntries(expected));
  });
});
