import * as sfn from "@aws-sdk/client-sfn";
import { parse, parseStepFunctions } from "@faultwire/caller";
import { catchFor, retryFor } from "@faultwire/infra";
import { type Local, local } from "@faultwire/local";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import asyncErrors from "../../cases/async-errors.json" with { type: "json" };
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { Busy, OrderNotFound, Orders, orders, PaymentPending } from "./functions/orchestrated.ts";

/* The generated Retry and Catch, run on local over the faults of a catalog, and read by the real SDK. */

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
const INVOKE = "arn:aws:states:::lambda:invoke";
const catchers = (more: object) => catchFor(Orders, { next: "Refund", others: "Alarm", ...more });

/** A machine of JSONPath: the failure is put beside the input. */
const jsonPath = (retry: Parameters<typeof retryFor>[1], invoke = true) => ({
  StartAt: "Charge",
  States: {
    Charge: {
      Type: "Task",
      ...(invoke
        ? { Resource: INVOKE, Parameters: { FunctionName: "charge", "Payload.$": "$" } }
        : { Resource: `${ARN}charge` }),
      Retry: retryFor(Orders, retry),
      Catch: catchers({ resultPath: "$.failure" }),
      End: true,
    },
    Refund: { Type: "Task", Resource: `${ARN}refund`, End: true },
    Alarm: { Type: "Pass", Result: "alarm", End: true },
  },
});

/** The same in JSONata. */
const jsonata = {
  QueryLanguage: "JSONata",
  StartAt: "Charge",
  States: {
    Charge: {
      Type: "Task",
      Resource: INVOKE,
      Arguments: { FunctionName: "charge", Payload: "{% $states.input %}" },
      Retry: retryFor(Orders),
      Catch: catchers({
        output: { order: "{% $states.input %}", failure: "{% $states.errorOutput %}" },
        assign: { error: "{% $states.errorOutput.Error %}" },
      }),
      End: true,
    },
    Refund: {
      Type: "Task",
      Resource: `${ARN}refund`,
      Output: "{% $merge([$states.result, {'errorType': $error}]) %}",
      End: true,
    },
    Alarm: { Type: "Pass", Output: "alarm", End: true },
  },
};

let lambda: Local;
let client: sfn.SFNClient;

beforeAll(async () => {
  const more = { environment, timeout: 20 };
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      charge: { handler: "orchestrated.charge", ...more },
      refund: { handler: "orchestrated.refund", ...more },
    },
    stateMachines: {
      "json-path": { definition: jsonPath({}) },
      arn: { definition: jsonPath({}, false) },
      idempotent: { definition: jsonPath({ idempotent: true, attempts: 2 }) },
      jsonata: { definition: jsonata },
      bare: {
        definition: {
          StartAt: "Charge",
          States: { Charge: { ...jsonPath({}).States.Charge, Retry: [], Catch: [] } },
        },
      },
      "bare-arn": {
        definition: { StartAt: "C", States: { C: { Type: "Task", Resource: `${ARN}charge`, End: true } } },
      },
    },
  });
  client = new sfn.SFNClient(lambda.client);
});
afterEach(() => lambda.reset());
afterAll(async () => {
  client.destroy();
  await lambda.close();
});

/** Runs an execution to its end, and returns it with the seconds that it waited before each further try. */
async function run(machine: string, input: object) {
  const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${machine}`;
  const { executionArn } = await client.send(
    new sfn.StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  await lambda.clock.advance({ hours: 1 });
  const ended = await client.send(new sfn.DescribeExecutionCommand({ executionArn }));
  const { events = [] } = await client.send(
    new sfn.GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
  );
  const scheduled = events.filter(({ type }) => type === "TaskScheduled");
  const tries = scheduled.map(({ timestamp }) => (timestamp?.getTime() ?? Number.NaN) / 1000);
  const output = ended.output === undefined ? undefined : JSON.parse(ended.output);
  return { ended, output, tries };
}

describe.each(["json-path", "arn", "jsonata"])("the generated Retry and Catch in %s", (machine) => {
  test.each(orders.map((each) => [each.name, each] as const))(
    "run for %s: a promised fault is tried again three times, and its Catch state reads it typed",
    async (name, thrown) => {
      const { ended, output } = await run(machine, { name });
      expect(ended.status).toBe("SUCCEEDED");
      expect(output).toMatchObject({
        ...{ name, typed: true, message: thrown.message, execution: "started" },
        ...(machine === "jsonata" && { errorType: name }),
        ...(thrown.details !== undefined && { details: JSON.parse(JSON.stringify(thrown.details)) }),
      });
      expect(lambda.runs("charge")).toHaveLength(name === "PaymentPending" ? 4 : 1);
      // The failure came beside the input, not in its place.
      expect(lambda.runs("refund")[0]?.payload).toMatchObject({
        ...{ failure: { Error: name, Cause: expect.stringContaining(name) } },
        ...(machine === "jsonata" ? { order: { name } } : { name }),
      });
    },
  );

  test("takes what is not in the catalog to the other state, without a retry", async () => {
    const { output } = await run(machine, { name: "unknown" });
    expect([output, lambda.runs("charge").length]).toEqual(["alarm", 1]);
  });

  test("tries a throttle again as often as AWS recommends, and goes on once it is over", async () => {
    lambda.fail("charge", { with: "TooManyRequestsException", times: 6 });
    const { ended, output } = await run(machine, { name: "none" });
    expect(ended.status).toBe("SUCCEEDED");
    expect(JSON.stringify(output)).toContain('"charged":true');
    expect(lambda.runs("charge")).toHaveLength(1);
    lambda.fail("charge", { with: "TooManyRequestsException", times: 7 });
    expect((await run(machine, { name: "none" })).output).toBe("alarm");
  });
});

test("the retries wait as they were generated: twice as long each time, with jitter", async () => {
  const { tries } = await run("json-path", { name: "PaymentPending" });
  const waits = tries.slice(1).map((time, index) => time - (tries[index] ?? Number.NaN));
  expect(waits).toHaveLength(3);
  for (const [index, wait] of waits.entries()) {
    expect(wait).toBeGreaterThanOrEqual(0);
    expect(wait).toBeLessThanOrEqual(2 ** index);
  }
  expect(new Set(waits.map((wait, index) => wait / 2 ** index)).size).toBe(3);
});

test("a task that may run twice is also tried again for faults that may pass, and after a time-out", async () => {
  await run("idempotent", { name: "Busy" });
  expect(lambda.runs("charge")).toHaveLength(3);
  await lambda.reset();
  lambda.fail("charge", {
    after: "ran",
    with: { functionError: { errorType: "Sandbox.Timedout" } },
    times: 2,
  });
  const { ended } = await run("idempotent", { name: "none" });
  expect([ended.status, lambda.runs("charge").length]).toEqual(["SUCCEEDED", 3]);
  await lambda.reset();
  // Without that word nothing is tried again after the function ran.
  lambda.fail("charge", { after: "ran", with: { functionError: { errorType: "Sandbox.Timedout" } } });
  expect((await run("json-path", { name: "none" })).output).toBe("alarm");
  expect(lambda.runs("charge")).toHaveLength(1);
});

test("an execution that failed is read typed from what the SDK describes, and so is its history", async () => {
  const { ended } = await run("bare", { name: "OrderNotFound" });
  expect(ended.status).toBe("FAILED");
  const fault = parse(ended, Orders);
  expect(fault).toBeInstanceOf(OrderNotFound);
  expect(fault).toMatchObject({
    details: { orderId: "o-1" },
    execution: "started",
    origin: { wire: "step-functions" },
  });
  const history = await client.send(new sfn.GetExecutionHistoryCommand({ executionArn: ended.executionArn }));
  expect(parse(history, Orders)).toBeInstanceOf(OrderNotFound);
  expect(parse((await run("bare", { name: "Busy" })).ended, Orders)).toBeInstanceOf(Busy);
  expect(parse((await run("bare", { name: "PaymentPending" })).ended, Orders)).toBeInstanceOf(PaymentPending);
  expect(parse((await run("bare", { name: "none" })).ended, Orders)).toBeUndefined();
});

describe("what was recorded on AWS is what local makes", () => {
  const recorded = asyncErrors.filter(({ id }) => id.startsWith("sfn-"));
  const payload = /^(?:.*Returned payload: )?(\{.*\})$/s;
  const withPayload = recorded.flatMap(({ id, input }) => {
    const failure = { Error: "", Cause: "", ...renamed(input) };
    const [, text] = payload.exec(failure.Cause) ?? [];
    return text === undefined || id === "sfn-nested-execution" ? [] : [[id, failure, text] as const];
  });

  test("of the recordings, those of functions are replayed", () => {
    expect(withPayload.map(([id]) => id)).toEqual([
      ...["sfn-optimized-python", "sfn-history-lambdaFunctionFailed", "sfn-lambda-unknown-timeout"],
      ...["sfn-lambda-unknown-2025", "sfn-runtime-exit", "sfn-sandbox-timedout"],
    ]);
  });

  test.each(withPayload)("%s", async (id, failure, text) => {
    lambda.fail("charge", { with: { functionError: text } });
    // A function's ARN as the resource keeps the text of the payload.
    const { ended } = await run(id === "sfn-history-lambdaFunctionFailed" ? "bare-arn" : "bare", {});
    expect({ Error: ended.error, Cause: ended.cause }).toEqual(failure);
  });

  test("sfn-throttled, but for the id of the request", async () => {
    lambda.fail("charge", { with: "TooManyRequestsException" });
    const { ended } = await run("bare", { name: "none" });
    const expected = recorded.find(({ id }) => id === "sfn-throttled")?.input;
    const masked = (cause: unknown) => String(cause).replace(/Request ID: [\da-f-]{36}/, "Request ID");
    expect(ended.error).toBe(renamed(expected).Error);
    expect(masked(ended.cause)).toBe(masked(renamed(expected).Cause));
    expect(parseStepFunctions(ended, Orders)).toMatchObject({
      ...{ name: "ServiceFault", errorType: "TooManyRequestsException", execution: "unknown" },
    });
  });
});

/** The history of an execution has the members in lower case. */
function renamed(input: unknown): { readonly Error?: string; readonly Cause?: string } {
  const members = Object.entries(Object(input)).map(([name, value]) => [
    `${name[0]?.toUpperCase()}${name.slice(1)}`,
    value,
  ]);
  const { Error: error, Cause: cause } = Object.fromEntries(members);
  return { ...(error !== undefined && { Error: error }), ...(cause !== undefined && { Cause: cause }) };
}
