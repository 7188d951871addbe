import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { type Ended, execute, only, start } from "./states.ts";

let lambda: Local;
beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      scripted: "scripted.handler",
      quick: { handler: "scripted.handler", timeout: 0.2 },
    },
  });
});
afterEach(() => lambda.reset());
afterAll(() => lambda.close());

const ARN = "arn:aws:lambda:us-east-1:000000000000:function:";
const invoke = (Payload: unknown, FunctionName = "scripted") => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName, Payload },
});
const busy = { throw: { name: "Busy", message: "m" } };
const types = ({ events }: Ended) => events.map(({ type }) => type);
/** The seconds of the clock between the tries of a task. */
const waits = ({ events }: Ended) => {
  const tries = events.filter(({ type }) => type === "TaskScheduled" || type === "LambdaFunctionScheduled");
  const times = tries.map(({ timestamp }) => (timestamp?.getTime() ?? Number.NaN) / 1000);
  return times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) * 1000) / 1000);
};

/** A machine that catches errors in a state of its own. */
const caught = (state: object, ErrorEquals: readonly string[], more: object = {}) => ({
  StartAt: "A",
  States: {
    A: { End: true, ...state, Catch: [{ ErrorEquals, Next: "Caught", ...more }] },
    Caught: { Type: "Pass", End: true },
  },
});

describe("the error of a task", () => {
  test("is the function's errorType, and its payload as the cause, written anew by lambda:invoke", async () => {
    const ended = await execute(lambda, only(invoke(busy)));
    expect(ended).toMatchObject({ status: "FAILED", error: "Busy", output: undefined });
    const { errorType, errorMessage, trace } = JSON.parse(ended.cause ?? "");
    expect([errorType, errorMessage, trace.length > 0]).toEqual(["Busy", "m", true]);
    expect(types(ended)).toEqual([
      ...[
        "ExecutionStarted",
        "TaskStateEntered",
        "TaskScheduled",
        "TaskStarted",
        "TaskFailed",
        "ExecutionFailed",
      ],
    ]);
    expect(ended.events[4]?.taskFailedEventDetails).toMatchObject({
      ...{ error: "Busy", cause: ended.cause, resource: "invoke", resourceType: "lambda" },
    });
    lambda.fail("scripted", { with: { functionError: '{"errorType": "A",  "n": [1, 2]}' }, times: 2 });
    expect((await execute(lambda, only(invoke({})))).cause).toBe('{"errorType":"A","n":[1,2]}');
    // A function's ARN keeps the text of the payload.
    const legacy = await execute(lambda, only({ Type: "Task", Resource: `${ARN}scripted` }));
    expect(legacy.cause).toBe('{"errorType": "A",  "n": [1, 2]}');
    expect(types(legacy).slice(2, 5)).toEqual([
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionFailed",
    ]);
  });

  test.each([
    ['{"errorMessage":"m"}', 'Returned payload: {"errorMessage":"m"}'],
    ["not JSON", "Returned payload: not JSON"],
    ['{"errorType":""}', 'Returned payload: {"errorType":""}'],
    ["null", "Returned payload: null"],
  ])("without a type is Lambda.Unknown: %s", async (payload, rest) => {
    lambda.fail("scripted", { with: { functionError: payload } });
    expect(await execute(lambda, only(invoke({})))).toMatchObject({
      error: "Lambda.Unknown",
      cause: `The cause could not be determined because Lambda did not return an error type. ${rest}`,
    });
  });

  test("of a function that takes too long is Sandbox.Timedout, and States.TaskFailed matches it", async () => {
    const ended = await execute(lambda, caught(invoke({ sleep: 5000 }, "quick"), ["States.TaskFailed"]));
    expect(ended).toMatchObject({ status: "SUCCEEDED", output: { Error: "Sandbox.Timedout" } });
  });

  test("is States.Timeout where the state's time is over, in real time, which States.TaskFailed does not match", async () => {
    const state = { ...invoke({ sleep: 1100 }), TimeoutSeconds: 1 };
    const machine = {
      StartAt: "A",
      States: {
        A: {
          ...{ ...state, End: true },
          Catch: [
            { ErrorEquals: ["States.TaskFailed", "Sandbox.Timedout"], Next: "Wrong" },
            { ErrorEquals: ["States.Timeout"], Next: "Caught" },
          ],
        },
        Wrong: { Type: "Fail" },
        Caught: { Type: "Pass", End: true },
      },
    };
    const ended = await execute(lambda, machine);
    expect(ended.output).toEqual({ Error: "States.Timeout", Cause: "" });
    expect(ended.events[2]?.taskScheduledEventDetails?.timeoutInSeconds).toBe(1);
    const timedOut = ended.events.find(({ type }) => type === "TaskTimedOut")?.taskTimedOutEventDetails;
    expect(timedOut).toEqual({ error: "States.Timeout", resource: "invoke", resourceType: "lambda" });
    expect(lambda.runs("scripted").map(({ outcome }) => outcome)).toEqual(["returned"]);
  });

  test("of a refusal has Lambda. before its name, and the text of AWS's SDK for Java", async () => {
    const missing = await execute(lambda, only(invoke({}, "no-such")));
    expect(missing.error).toBe("Lambda.ResourceNotFoundException");
    expect(missing.cause).toMatch(
      /^Function not found: arn:aws:lambda:us-east-1:000000000000:function:no-such:\$LATEST \(Service: AWSLambda; Status Code: 404; Error Code: ResourceNotFoundException; Request ID: [\da-f-]{36}; Proxy: null\)$/,
    );
    const other = await execute(lambda, only(invoke({}, "arn:aws:lambda:us-east-1:111111111111:function:f")));
    expect(other).toMatchObject({
      error: "Lambda.AWSLambdaException",
      cause: expect.stringMatching(
        /^null \(Service: AWSLambda; Status Code: 403; Error Code: AccessDeniedException; /,
      ),
    });
  });

  test.each([
    ["TooManyRequestsException", "Lambda.TooManyRequestsException", 0],
    ["ServiceException", "Lambda.ServiceException", 0],
    ["reset", "Lambda.SdkClientException", 1],
  ] as const)("of an injected %s is %s", async (kind, error, runs) => {
    lambda.fail("scripted", runs === 1 ? { after: "ran", with: kind } : { with: kind });
    expect((await execute(lambda, only(invoke({ return: 1 })))).error).toBe(error);
    expect(lambda.runs("scripted")).toHaveLength(runs);
  });

  test("has at most 256 characters, and its cause 32,768", async () => {
    lambda.fail("scripted", {
      with: { functionError: { errorType: "E".repeat(300), x: "y".repeat(40_000) } },
    });
    const { error, cause } = await execute(lambda, only(invoke({})));
    expect([error?.length, cause?.length]).toEqual([256, 32_768]);
  });
});

describe("data over 256 KiB", () => {
  const large = invoke({ bytes: 262_144 });
  const exceeded = (name: string) =>
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`;

  test("of a task is States.DataLimitExceeded, after the function ran, which only its own name matches", async () => {
    const all = await execute(
      lambda,
      caught({ ...large, Retry: [{ ErrorEquals: ["States.ALL"] }] }, ["States.ALL"]),
    );
    expect(all).toMatchObject({ error: "States.DataLimitExceeded", cause: exceeded("lambda") });
    const task = await execute(lambda, caught(large, ["States.TaskFailed"]));
    expect(task.status).toBe("FAILED");
    const named = await execute(lambda, caught(large, ["States.DataLimitExceeded"]));
    expect(named.output).toEqual({ Error: "States.DataLimitExceeded", Cause: exceeded("lambda") });
    const { cause } = await execute(
      lambda,
      only({ Type: "Task", Resource: `${ARN}scripted`, Parameters: { bytes: 262_144 } }),
    );
    expect(cause).toBe(exceeded(`${ARN}scripted`));
    expect(lambda.runs("scripted").map(({ outcome }) => outcome)).toEqual(Array(4).fill("returned"));
  });

  test("of a state names the state", async () => {
    const state = { Type: "Pass", Parameters: { "a.$": "$", "b.$": "$" } };
    expect(await execute(lambda, only(state), "x".repeat(140_000))).toMatchObject({
      error: "States.DataLimitExceeded",
      cause: exceeded("A"),
    });
  });
});

describe("Retry", () => {
  test("waits on the clock, longer each time, up to MaxDelaySeconds, MaxAttempts times", async () => {
    const Retry = [
      { ErrorEquals: ["Busy"], IntervalSeconds: 3, BackoffRate: 2, MaxAttempts: 4, MaxDelaySeconds: 20 },
    ];
    const end = await start(lambda, only({ ...invoke(busy), Retry }));
    await lambda.settled();
    expect(lambda.runs("scripted")).toHaveLength(1);
    await lambda.clock.advance({ seconds: 2.999 });
    expect(lambda.runs("scripted")).toHaveLength(1);
    await lambda.clock.advance({ seconds: 0.001 });
    expect([lambda.runs("scripted").length, (await end()).status]).toEqual([2, "RUNNING"]);
    await lambda.clock.advance({ minutes: 5 });
    const ended = await end();
    expect([ended.status, waits(ended)]).toEqual(["FAILED", [3, 6, 12, 20]]);
    expect(lambda.runs("scripted")).toHaveLength(5);
  });

  test("has the defaults 1 second, twice as long each time, 3 times, and counts each entry by itself", async () => {
    const Retry = [
      { ErrorEquals: ["Other", "Slow"] },
      { ErrorEquals: ["States.ALL"], MaxAttempts: 1, IntervalSeconds: 10 },
    ];
    for (const errorType of ["Other", "Third", "Other", "Slow"])
      lambda.fail("scripted", { with: { functionError: { errorType } } });
    const end = await start(lambda, only({ ...invoke({ return: 1 }), Retry }));
    await lambda.clock.advance({ minutes: 1 });
    const ended = await end();
    expect([ended.status, waits(ended)]).toEqual(["SUCCEEDED", [1, 10, 2, 4]]);
  });

  test("goes to Catch where the first entry that matches has no retries left, whatever follows", async () => {
    const Retry = [
      { ErrorEquals: ["Busy"], MaxAttempts: 0 },
      { ErrorEquals: ["States.ALL"], MaxAttempts: 9 },
    ];
    const ended = await execute(lambda, caught({ ...invoke(busy), Retry }, ["Busy"]));
    expect([ended.status, waits(ended)]).toEqual(["SUCCEEDED", []]);
  });

  test("begins to count again when the state is entered again", async () => {
    const Retry = [{ ErrorEquals: ["Busy"], MaxAttempts: 1 }];
    const end = await start(lambda, {
      StartAt: "First",
      States: {
        First: { Type: "Pass", Result: { round: 1 }, Next: "Call" },
        Call: {
          ...invoke(busy),
          ...{ Retry, End: true, ResultPath: null },
          Catch: [{ ErrorEquals: ["Busy"], ResultPath: null, Next: "Again" }],
        },
        Again: {
          Type: "Choice",
          Choices: [{ Variable: "$.round", NumericLessThan: 2, Next: "Second" }],
          Default: "Done",
        },
        Second: { Type: "Pass", Result: { round: 2 }, Next: "Call" },
        Done: { Type: "Succeed" },
      },
    });
    await lambda.clock.advance({ minutes: 1 });
    expect([(await end()).status, lambda.runs("scripted").length]).toEqual(["SUCCEEDED", 4]);
  });

  test("with JitterStrategy FULL waits for a part of each time, the same for the same seed", async () => {
    const Retry = [{ ErrorEquals: ["Busy"], IntervalSeconds: 100, MaxAttempts: 5, JitterStrategy: "FULL" }];
    const run = async () => {
      const end = await start(lambda, only({ ...invoke(busy), Retry }));
      await lambda.clock.advance({ hours: 2 });
      return waits(await end());
    };
    const [first, second] = [await run(), await run()];
    expect(first).toHaveLength(5);
    for (const [index, wait] of first.entries()) expect(wait).toBeLessThan(100 * 2 ** index);
    expect(new Set(first.map((wait, index) => wait / 2 ** index)).size).toBe(5);
    expect(second).toEqual(first);
  });

  test("gives the state its number, in the context object", async () => {
    const state = {
      ...invoke(busy),
      Parameters: { FunctionName: "scripted", Payload: { "n.$": "$$.State.RetryCount", ...busy } },
      Retry: [{ ErrorEquals: ["Busy"], MaxAttempts: 2 }],
    };
    await start(lambda, only(state));
    await lambda.clock.advance({ minutes: 1 });
    expect(lambda.runs("scripted").map(({ payload }) => payload)).toMatchObject([
      { n: 0 },
      { n: 1 },
      { n: 2 },
    ]);
  });
});

describe("Catch", () => {
  test("takes the first entry that matches, in order, by the whole name", async () => {
    const machine = {
      StartAt: "A",
      States: {
        A: {
          ...{ ...invoke(busy), End: true },
          Catch: [
            { ErrorEquals: ["busy", "Bus", "Busy*"], Next: "Wrong" },
            { ErrorEquals: ["Other", "Busy"], Next: "Right", ResultPath: "$.failure" },
            { ErrorEquals: ["States.ALL"], Next: "Wrong" },
          ],
        },
        Wrong: { Type: "Fail" },
        Right: { Type: "Pass", End: true },
      },
    };
    const { output } = await execute(lambda, machine, { orderId: "o-1" });
    expect(output).toEqual({
      orderId: "o-1",
      failure: { Error: "Busy", Cause: expect.stringContaining('"m"') },
    });
  });

  test("keeps the input with ResultPath null, and is not filtered by the state's own fields", async () => {
    const state = { ...invoke(busy), InputPath: "$.a", ResultSelector: { x: 1 }, OutputPath: "$.nowhere" };
    const { output } = await execute(lambda, caught(state, ["Busy"], { ResultPath: null }), { a: {}, b: 2 });
    expect(output).toEqual({ a: {}, b: 2 });
  });

  test("of JSONata has $states.errorOutput for Output and Assign, and gives it without them", async () => {
    const state = {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Arguments: { FunctionName: "{% $states.input.name %}", Payload: busy },
      Assign: { never: 1 },
    };
    const more = {
      Assign: { name: "{% $states.errorOutput.Error %}" },
      Output: {
        message: "{% $parse($states.errorOutput.Cause).errorMessage %}",
        input: "{% $states.input %}",
      },
    };
    const machine = {
      QueryLanguage: "JSONata",
      StartAt: "A",
      States: {
        A: { ...state, End: true, Catch: [{ ErrorEquals: ["Busy"], Next: "B", ...more }] },
        B: { Type: "Pass", End: true, Output: "{% $merge([$states.input, {'name': $name}]) %}" },
      },
    };
    const { output } = await execute(lambda, machine, { name: "scripted" });
    expect(output).toEqual({ message: "m", input: { name: "scripted" }, name: "Busy" });
    const plain = { QueryLanguage: "JSONata", ...caught(state, ["States.ALL"]) };
    expect((await execute(lambda, plain, { name: "scripted" })).output).toMatchObject({ Error: "Busy" });
  });

  test("takes no States.Runtime, with any name", async () => {
    const wrong = { ...invoke({}), OutputPath: "$.no.such.path" };
    for (const name of ["States.ALL", "States.Runtime", "States.TaskFailed"])
      expect(await execute(lambda, caught(wrong, [name]))).toMatchObject({
        ...{ status: "FAILED", error: "States.Runtime" },
        cause: expect.stringMatching(
          /^An error occurred while executing the state 'A' \(entered at the event id #2\)\. /,
        ),
      });
  });
});

describe("a branch that fails", () => {
  const slow = { Type: "Wait", Seconds: 3600, Next: "Charge" };
  const charge = { ...invoke({ return: "charged" }), End: true };

  test("fails a Parallel state with its own error, and stops the others", async () => {
    const state = {
      Type: "Parallel",
      Branches: [
        { StartAt: "Slow", States: { Slow: slow, Charge: charge } },
        { StartAt: "No", States: { No: { Type: "Fail", Error: "NoStock", Cause: "no piano" } } },
      ],
    };
    const end = await start(lambda, caught(state, ["NoStock"], { ResultPath: "$.failure" }), { id: 1 });
    await lambda.clock.advance({ hours: 2 });
    const ended = await end();
    expect(ended.output).toEqual({ id: 1, failure: { Error: "NoStock", Cause: "no piano" } });
    expect(types(ended)).toContain("ParallelStateFailed");
    expect(lambda.runs("scripted")).toHaveLength(0);
    const failed = await execute(lambda, only(state));
    expect(failed).toMatchObject({ status: "FAILED", error: "NoStock", cause: "no piano" });
  });

  test("is run again by the Retry of its Parallel state, and the branch by its own", async () => {
    const branch = { ...charge, Retry: [{ ErrorEquals: ["Busy"], MaxAttempts: 1 }] };
    lambda.fail("scripted", { with: { functionError: { errorType: "Busy" } }, times: 2 });
    const state = {
      Type: "Parallel",
      Branches: [{ StartAt: "Charge", States: { Charge: branch } }],
      ResultSelector: { "paid.$": "$[0].Payload" },
      Retry: [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 60 }],
    };
    const end = await start(lambda, only(state));
    await lambda.clock.advance({ seconds: 60 });
    expect((await end()).status).toBe("RUNNING");
    await lambda.clock.advance({ seconds: 1 });
    expect((await end()).output).toEqual({ paid: "charged" });
  });

  test("fails a Map state with the error of its item, and starts no further ones", async () => {
    const state = {
      Type: "Map",
      ItemsPath: "$.orders",
      MaxConcurrency: 1,
      ItemSelector: { "id.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "shop.$": "$.shop" },
      ItemProcessor: {
        ProcessorConfig: { Mode: "INLINE" },
        StartAt: "Check",
        States: {
          Check: {
            Type: "Choice",
            Choices: [{ Variable: "$.id", StringEquals: "piano", Next: "No" }],
            Default: "Ship",
          },
          No: { Type: "Fail", ErrorPath: "$.id", CausePath: "States.Format('{} of {}', $.at, $.shop)" },
          Ship: {
            ...{ Type: "Task", Resource: `${ARN}scripted`, End: true },
            Parameters: { "return.$": "$.id" },
          },
        },
      },
    };
    const orders = ["box", "piano", "lamp"];
    const ended = await execute(lambda, caught(state, ["piano"]), { orders, shop: "s" });
    expect(ended.output).toEqual({ Error: "piano", Cause: "1 of s" });
    expect(types(ended)).toEqual(expect.arrayContaining(["MapIterationFailed", "MapStateFailed"]));
    expect(lambda.runs("scripted").map(({ payload }) => payload)).toEqual([{ return: "box" }]);
    const { output } = await execute(lambda, only(state), { orders: ["a", "b", "c"], shop: "s" });
    expect(output).toEqual(["a", "b", "c"]);
  });
});

test("an execution times out on the clock, and is States.Timeout", async () => {
  const end = await start(lambda, only({ Type: "Wait", Seconds: 100 }, { TimeoutSeconds: 60 }));
  await lambda.clock.advance({ minutes: 3 });
  const ended = await end();
  expect(ended).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout", cause: undefined });
  expect(types(ended).at(-1)).toBe("ExecutionTimedOut");
});

test("a loop without an end stops at 25,000 events", async () => {
  const Choices = [{ Variable: "$.stop", IsPresent: true, Next: "C" }];
  const machine = {
    StartAt: "A",
    States: {
      A: { Type: "Pass", Next: "B" },
      B: { Type: "Choice", Choices, Default: "A" },
      C: { Type: "Succeed" },
    },
  };
  expect(await execute(lambda, machine)).toMatchObject({
    ...{ status: "FAILED", error: "States.Runtime" },
    cause: "The execution reached the maximum number of history events (25000).",
  });
});
