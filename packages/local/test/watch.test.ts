import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";
import { startGate } from "./gate.ts";

const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
}

const ANSWER = "export const answer = ";
/** A handler that says how often its process was called, with what it imports. */
const HANDLER = (imported: string) => `
import { answer } from "${imported}";
let count = 0;
export const handler = async ({ waitFor }) => {
  if (waitFor) await fetch(waitFor);
  count += 1;
  return [answer, count];
};
`;

describe("with watch, a change is live at the next call", () => {
  let lambda: Local;

  beforeEach(async () => {
    write({
      "typed/app.ts": HANDLER("./answer").replace("{ waitFor }", "{ waitFor }: { waitFor?: string }"),
      "typed/answer.ts": `enum Answer { First = "first" }\n${ANSWER}Answer.First;`,
      "plain/app.mjs": HANDLER("./answer.cjs"),
      "plain/answer.cjs": 'exports.answer = require("./deep.json").answer;',
      "plain/deep.json": '{ "answer": "first" }',
      "other/app.mjs": HANDLER("./answer.mjs"),
      "other/answer.mjs": `${ANSWER}"first";`,
    });
    mkdirSync(join(folder, "node_modules"), { recursive: true });
    rmSync(join(folder, "node_modules/esbuild"), { force: true });
    symlinkSync(join(import.meta.dirname, "../node_modules/esbuild"), join(folder, "node_modules/esbuild"));
    lambda = await local({
      root: folder,
      watch: true,
      functions: { typed: "typed/app.handler", plain: "plain/app.handler", other: "other/app.handler" },
    });
  });
  afterEach(() => lambda.close());

  const answers = async (...names: readonly string[]) =>
    Promise.all(names.map(async (name) => (await call(lambda, name)).payload));

  test("of TypeScript, CommonJS, JSON and the handler itself; what has not changed stays warm", async () => {
    const names = ["typed", "plain", "other"];
    expect(await answers(...names)).toEqual(names.map(() => ["first", 1]));
    expect(await answers(...names)).toEqual(names.map(() => ["first", 2]));
    write({
      "typed/answer.ts": `enum Answer { Later = "second" }\n${ANSWER}Answer.Later;`,
      "plain/deep.json": '{ "answer": "second" }',
    });
    expect(await answers(...names)).toEqual([
      ["second", 1],
      ["second", 1],
      ["first", 3],
    ]);
    write({ "other/app.mjs": HANDLER("./answer.mjs").replace("[answer,", '["third",') });
    expect(await answers(...names)).toEqual([
      ["second", 2],
      ["second", 2],
      ["third", 1],
    ]);
  });

  test("a file that is written again as it was replaces nothing that esbuild builds", async () => {
    expect(await answers("typed")).toEqual([["first", 1]]);
    write({ "typed/answer.ts": `enum Answer { First = "first" }\n${ANSWER}Answer.First;` });
    expect(await answers("typed")).toEqual([["first", 2]]);
  });

  test.each(["typed", "plain"])("a call in progress ends with the old code: %s", async (name) => {
    await using gate = await startGate();
    const arrival = gate.arrival();
    const earlier = call(lambda, name, { waitFor: gate.url });
    await arrival;
    write({ "typed/answer.ts": `${ANSWER}"second";`, "plain/answer.cjs": 'exports.answer = "second";' });
    expect(await answers(name)).toEqual([["second", 1]]);
    gate.open();
    expect((await earlier).payload).toEqual(["first", 1]);
    // The environment of the old code is not used again.
    expect(await answers(name)).toEqual([["second", 2]]);
  });

  test("a mistake in TypeScript is the answer of the next call, with its place, until it is fixed", async () => {
    expect(await answers("typed")).toEqual([["first", 1]]);
    write({ "typed/answer.ts": `${ANSWER};` });
    const { functionError, payload } = await call(lambda, "typed");
    expect([functionError, payload]).toEqual([
      "Unhandled",
      {
        errorType: "Runtime.UserCodeSyntaxError",
        errorMessage: `function typed: its code cannot be built\n${folder}/typed/answer.ts:1:23: Unexpected ";"`,
        trace: [],
      },
    ]);
    expect(lambda.logs("typed").join("\n")).toContain(`${folder}/typed/answer.ts:1:23: Unexpected ";"`);
    expect(lambda.runs("typed")).toHaveLength(1);
    write({ "typed/answer.ts": `${ANSWER}"second";` });
    expect(await answers("typed")).toEqual([["second", 1]]);
  });
});

test("without watch, reload() makes the code of now live", async () => {
  write({ "manual/app.mjs": HANDLER("./answer.mjs"), "manual/answer.mjs": `${ANSWER}"first";` });
  await using lambda = await local({
    root: folder,
    functions: { f: { handler: "manual/app.handler", versions: 1 } },
  });
  const answers = async () => [(await call(lambda, "f")).payload, (await call(lambda, "f:1")).payload];
  expect(await answers()).toEqual([
    ["first", 1],
    ["first", 1],
  ]);
  write({ "manual/answer.mjs": `${ANSWER}"second";` });
  expect(await answers()).toEqual([
    ["first", 2],
    ["first", 2],
  ]);
  await lambda.reload();
  expect(await answers()).toEqual([
    ["second", 1],
    ["second", 1],
  ]);
});

test("reload() names the place of a mistake", async () => {
  write({ "reloaded/app.ts": "export const handler = async () => 1;" });
  await using lambda = await local({ root: folder, functions: { f: "reloaded/app.handler" } });
  write({ "reloaded/app.ts": "export const handler = async () => ;" });
  await expect(lambda.reload()).rejects.toThrow(`${folder}/reloaded/app.ts:1:36: Unexpected ";"`);
});

test("watch is refused where it is not a boolean", async () => {
  const options = { functions: {}, watch: "yes" } as unknown as Parameters<typeof local>[0];
  await expect(local(options)).rejects.toThrow(/^watch is true or false; it is "yes"$/);
});
