import { expect, test } from "vitest";
import { local } from "../src/index.ts";

const options = { root: `${import.meta.dirname}/functions`, functions: { f: "scripted.handler" } };

test("close ends the service, once", async () => {
  const lambda = await local(options);
  const ended = lambda.close();
  expect(lambda.close()).toBe(ended);
  expect(lambda[Symbol.asyncDispose]()).toBe(ended);
  await ended;
  await expect(fetch(lambda.endpoint)).rejects.toThrow("fetch failed");
});
