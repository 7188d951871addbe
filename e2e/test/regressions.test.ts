import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { parse, parseResponse } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import type { Catalog, Fault } from "@faultwire/catalog";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import {
  ByArk,
  ByValibot,
  Expected,
  New,
  NewFaults,
  Old,
  OldFaults,
  Own,
  Plain,
  Shapely,
} from "./awkward-faults.ts";

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      awkward: { handler: "awkward.handler", environment },
      "passing-on": { handler: "awkward.passingOn", environment, timeout: 10 },
      "not-passing-on": { handler: "awkward.notPassingOn", environment, timeout: 10 },
    },
    apis: { rest: { type: "rest", routes: { "POST /": "awkward" } } },
  });
  client = new LambdaClient(lambda.client);
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

type Way = readonly [name: string, ask: (which: string, faults?: Catalog) => Promise<Fault | undefined>];

const direct: Way = [
  "direct calls",
  (which, faults = OldFaults) =>
    createCaller({ client, functionName: "awkward", faults })({ which }).catch(
      (fault) => fault,
    ) as Promise<Fault>,
];
const http: Way = [
  "HTTP",
  async (which, faults = OldFaults) =>
    parseResponse(
      await fetch(lambda.url("rest", "/"), { method: "POST", body: JSON.stringify({ which }) }),
      faults,
    ),
];
const through = async (functionName: string, which: string) =>
  parse(
    await client.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify({ which }) })),
    OldFaults,
  );
const lastRun = () => lambda.runs("awkward").at(-1);

describe.each([direct, http])("on %s", (wire, ask) => {
  test("a password that the schema strips never leaves, nor does it reach the log", async () => {
    expect(await ask("stripped")).toMatchObject({ name: "Secretive", details: { id: "u-1" } });
    expect(`${lastRun()?.answer}${lastRun()?.log}`).not.toContain("hunter2");
  });

  test("DEL, line breaks, NUL and half a surrogate pair cross in details, and leave the message one line", async () => {
    const fault = await ask("control");
    expect(fault).toBeInstanceOf(Plain);
    expect(fault).toMatchObject({
      details: { text: "a\nb\x7fc\r\u2028d \ud800 e\u0000" },
      message: "a b c d \ud800 e\u0000",
    });
  });

  test("a details line that a message forges is not believed", async () => {
    const fault = await ask("forged");
    expect(fault).toMatchObject({
      name: "Plain",
      status: 404,
      details: { text: expect.stringMatching(/^x\n\[faultwire:1\]/) },
    });
    const foreign = await ask("foreignForged");
    if (wire === "HTTP")
      expect(foreign).toMatchObject({ name: "HandlerFault", errorType: "InternalFailure" });
    else {
      expect(foreign).toMatchObject({ name: "MalformedFault", declared: Plain });
      expect(foreign?.details).toBeUndefined();
    }
  });

  test("2 MB of details arrive typed, and say how many bytes stayed behind where they did", async () => {
    const fault = await ask("largeDetails");
    expect(fault).toMatchObject({ errorType: "Plain", status: 404, retryAfter: 5 });
    expect(fault).toMatchObject({
      name: "MalformedFault",
      declared: Plain,
      issues: "2000011 bytes of details were too large for the wire",
    });
  });

  test("a message of 2 MB arrives typed, cut to 4,096 characters", async () => {
    const fault = await ask("largeMessage");
    expect(fault).toBeInstanceOf(Plain);
    expect(fault?.message).toBe(`${"m".repeat(4095)}…`);
  });

  test("a class with a constructor and methods of its own is itself again, and its constructor did not run", async () => {
    const fault = await ask("own");
    expect(Own.is(fault) && [fault.label, fault.repeat(2)]).toEqual(["2 x LAMP", "2 x LAMP2 x LAMP"]);
  });

  test("a message that was changed after construction is the one that arrives", async () => {
    expect(await ask("changed")).toMatchObject({ name: "Plain", message: "changed", details: { text: "t" } });
  });

  test("one frozen instance can be thrown twice", async () => {
    expect(await ask("frozen")).toBeInstanceOf(Plain);
    expect(await ask("frozen")).toMatchObject({ details: { text: "frozen" } });
  });

  test("a fault without a stack arrives all the same", async () => {
    const fault = await ask("stackless");
    expect(fault).toBeInstanceOf(Expected);
    expect(fault).toMatchObject({ status: 410 });
    if (wire !== "HTTP") expect(fault?.origin?.remoteStack).toHaveLength(2);
  });

  test("transforms, defaults, coercions and unions of a schema arrive as thrown", async () => {
    const fault = await ask("shapely");
    expect(fault).toBeInstanceOf(Shapely);
    expect(fault?.details).toEqual({ at: new Date(0), count: 3, name: "Lamp", choice: { kind: "a", n: 1 } });
  });

  test("schemas of valibot and arktype arrive like zod's", async () => {
    expect(await ask("valibot")).toBeInstanceOf(ByValibot);
    expect(await ask("arktype")).toBeInstanceOf(ByArk);
    expect((await ask("arktype"))?.details).toEqual({ id: "a", n: 1 });
  });

  test("details that were wrong where they were thrown keep the name they were meant for over HTTP, and are a TypeError to other functions", async () => {
    const fault = await ask("wrongDetails");
    if (wire === "HTTP")
      expect(fault).toMatchObject({
        name: "MalformedFault",
        declared: Plain,
        status: 404,
      });
    else
      expect(fault).toMatchObject({
        name: "Undeclared",
        errorType: "TypeError",
        message: expect.stringContaining("new Plain(): the details do not fit: text"),
      });
  });

  test("a member that an old receiver does not know is stripped there, and known to a new one", async () => {
    expect(await ask("newMember", OldFaults)).toMatchObject({ name: "Grown", details: { id: "a" } });
    expect(await ask("newMember", OldFaults)).toBeInstanceOf(Old.Grown);
    expect(await ask("newMember", NewFaults)).toMatchObject({
      name: "Grown",
      details: { id: "a", added: 1 },
    });
  });

  test("a value that an old receiver's enum lacks keeps the type, the class and the raw details", async () => {
    expect(await ask("widened", NewFaults)).toBeInstanceOf(New.Widened);
    expect(await ask("widened", OldFaults)).toMatchObject({
      name: "MalformedFault",
      errorType: "Widened",
      declared: Old.Widened,
      details: { reason: "card" },
      status: 400,
    });
  });
});

describe("through a function in the middle", () => {
  test("a fault that it lists passes on, details and all", async () => {
    const fault = await through("passing-on", "own");
    expect(fault).toBeInstanceOf(Own);
    expect(fault).toMatchObject({ details: { sku: "LAMP", count: 2 }, status: 409 });
  });

  test("a fault that it does not list becomes DependencyFailed, which names the callee and tells nothing else", async () => {
    const fault = await through("not-passing-on", "own");
    expect(fault).toMatchObject({
      name: "HandlerFault",
      errorType: "DependencyFailed",
      message: "The call to awkward failed",
      status: 502,
      retryable: false,
    });
    const run = lambda.runs("not-passing-on").at(-1);
    expect(run?.answer).not.toMatch(/LAMP|"Own"/);
    expect(run?.log).toMatch(/LAMP/);
  });
});

test("the X-Ray header that the runtime makes of the stack carries no details", async () => {
  await direct[1]("valibot");
  const { trace } = JSON.parse(lastRun()?.answer ?? "{}");
  // parseStackTrace of the runtime client takes the text before the last space for a label.
  const label = trace[1]
    .trim()
    .replace(/[()]/g, "")
    .replace(/^[^\s]*\s/, "");
  expect(label.lastIndexOf(" ")).toBe(-1);
});
