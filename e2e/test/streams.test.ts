import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, fault } from "@faultwire/catalog";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, expect, test } from "vitest";

/* A stream's faults, from a handler under AWS's runtime client to the reader of the SDK's event stream. */

class Interrupted extends fault("Interrupted", { status: 503, message: "The report was interrupted" }) {}
const Reports = defineCatalog("reports", { Interrupted });

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { report: "streaming.handler" },
  });
  client = new LambdaClient(lambda.client);
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

async function read(event: object) {
  const report = createCaller({ client, functionName: "report", faults: Reports });
  let text = "";
  try {
    for await (const chunk of report.stream(event)) text += Buffer.from(chunk).toString();
    return { text };
  } catch (caught) {
    return { text, caught };
  }
}

test("what a handler streams arrives, and a fault that it throws on the way is caught, typed", async () => {
  expect(await read({})).toEqual({ text: "one two" });
  const { text, caught } = await read({ throw: "Interrupted" });
  expect(text).toBe("one ");
  expect(caught).toBeInstanceOf(Interrupted);
});

test("a stream that is cut is a TransportFault of a function that has begun", async () => {
  lambda.fail("report", { with: "cut" });
  const { text, caught } = await read({});
  expect(text).toBe("one two");
  expect(caught).toMatchObject({ name: "TransportFault", execution: "started" });
});

test("a stream that ends in an error of the platform is that RuntimeFault", async () => {
  const functionError = {
    errorType: "Runtime.ExitError",
    errorMessage: "RequestId: 1 Error: Runtime exited",
  };
  lambda.fail("report", { after: "ran", with: { functionError } });
  expect((await read({})).caught).toMatchObject({ name: "RuntimeFault", errorType: "Runtime.ExitError" });
});
