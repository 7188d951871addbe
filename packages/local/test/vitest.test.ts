import { afterEach, expect } from "vitest";
import type { Local } from "../src/index.ts";
import { localTest } from "../src/vitest.ts";
import { call } from "./call.ts";

const test = localTest({ root: `${import.meta.dirname}/functions`, functions: { f: "scripted.handler" } });
const endpoints: string[] = [];

afterEach<{ lambda: Local }>(({ lambda }) => lambda.reset());

test("a test gets a running service", async ({ lambda }) => {
  endpoints.push(lambda.endpoint);
  expect((await call(lambda, "f")).payload).toMatchObject({ count: 1 });
});

test("the tests of a file share it", async ({ lambda }) => {
  expect(endpoints).toEqual([lambda.endpoint]);
  expect((await call(lambda, "f")).payload).toMatchObject({ count: 2 });
});

test("a hook resets it after each", ({ lambda }) => {
  expect(lambda.runs("f")).toEqual([]);
});
