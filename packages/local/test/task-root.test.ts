import { afterAll, beforeAll, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

const functions = `${import.meta.dirname}/functions`;
const project = `${functions}/project`;
let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: functions,
    functions: {
      app: { handler: "src/app.handler", codeUri: "project" },
      older: { handler: "src/app.handler", codeUri: "project", runtime: "nodejs22.x" },
      typed: { handler: "src/nested/typed.handler", codeUri: "./project/" },
      dotted: { handler: "./src/app.handler", codeUri: project },
      absolute: { handler: `${project}/src/app.handler`, codeUri: project },
    },
  });
});
afterAll(() => lambda.close());

test.each([
  ["app", "src/app.handler"],
  ["older", "src/app.handler"],
  ["typed", "src/nested/typed.handler"],
  ["dotted", "./src/app.handler"],
  ["absolute", "src/app.handler"],
])("a handler in a folder, %s, runs in the task root, as in /var/task on AWS", async (name, handler) => {
  const { payload } = await call(lambda, name);
  expect(payload).toMatchObject({ cwd: project, taskRoot: project, handler, letter: "dear customer\n" });
});

test("the task root is the root where there is no codeUri", async () => {
  await using whole = await local({ root: project, functions: { app: "src/app.handler" } });
  expect((await call(whole, "app")).payload).toMatchObject({ cwd: project, handler: "src/app.handler" });
});

test("an absolute handler outside of the root has its own folder for a task root", async () => {
  const handler = `${functions}/scripted.handler`;
  await using outside = await local({ root: project, functions: { f: handler } });
  expect((await call(outside, "f")).payload).toMatchObject({ count: 1 });
});

test("the error of a module that cannot be found names the runtime's place on AWS", async () => {
  await using broken = await local({ root: functions, functions: { f: "awkward.missing" } });
  const { payload } = await call(broken, "f");
  expect(payload).toMatchObject({ errorType: "Runtime.HandlerNotFound" });
  const { trace } = payload as { trace: string[] };
  expect(trace.filter((line) => line.includes("/var/runtime/index.mjs")).length).toBeGreaterThan(0);
  expect(trace.join("\n")).not.toContain("aws-lambda-ric");
});
