import { setImmediate } from "node:timers/promises";
import * as sfn from "@aws-sdk/client-sfn";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";

const ROLE = "arn:aws:iam::000000000000:role/states";
const ARN = "arn:aws:states:eu-west-1:111111111111:";
const wait = { StartAt: "Wait", States: { Wait: { Type: "Wait", Seconds: 60, End: true } } };
const fail = { StartAt: "No", States: { No: { Type: "Fail", Error: "NoStock", Cause: "no piano" } } };

let lambda: Local;
let client: sfn.SFNClient;
beforeAll(async () => {
  lambda = await local({
    functions: {},
    region: "eu-west-1",
    accountId: "111111111111",
    stateMachines: {
      waiting: { definition: wait },
      refusing: { definition: JSON.stringify(fail), type: "EXPRESS" },
    },
  });
  client = new sfn.SFNClient({ ...lambda.client, maxAttempts: 1 });
});
afterEach(() => lambda.reset());
afterAll(async () => {
  client.destroy();
  await lambda.close();
});

const stateMachineArn = `${ARN}stateMachine:waiting`;
const describeExecution = (executionArn?: string) =>
  client.send(new sfn.DescribeExecutionCommand({ executionArn }));

describe("an execution", () => {
  test("is started, described, listed, and has a history", async () => {
    const { executionArn, startDate } = await client.send(
      new sfn.StartExecutionCommand({ stateMachineArn, name: "e-1", input: '{"a": 1}' }),
    );
    expect([executionArn, startDate]).toEqual([`${ARN}execution:waiting:e-1`, lambda.clock.now]);
    expect(await describeExecution(executionArn)).toMatchObject({
      ...{ executionArn, stateMachineArn, name: "e-1", status: "RUNNING", input: '{"a": 1}', startDate },
    });
    await lambda.clock.advance({ minutes: 1 });
    expect(await describeExecution(executionArn)).toMatchObject({
      ...{ status: "SUCCEEDED", output: '{"a":1}', stopDate: lambda.clock.now, redriveCount: 0 },
    });
    const { executions = [] } = await client.send(new sfn.ListExecutionsCommand({ stateMachineArn }));
    expect(executions.map(({ name, status }) => [name, status])).toEqual([["e-1", "SUCCEEDED"]]);
    const list = (statusFilter: sfn.ExecutionStatus) =>
      client.send(new sfn.ListExecutionsCommand({ stateMachineArn, statusFilter }));
    expect((await list("FAILED")).executions).toEqual([]);
    const history = (more: object) =>
      client.send(new sfn.GetExecutionHistoryCommand({ executionArn, ...more }));
    const { events = [], nextToken } = await history({ reverseOrder: true, maxResults: 3 });
    expect(events.map(({ type }) => type)).toEqual([
      "ExecutionSucceeded",
      "WaitStateExited",
      "WaitStateEntered",
    ]);
    const rest = await history({ reverseOrder: true, maxResults: 3, nextToken });
    expect(rest.events?.map(({ id, type }) => [id, type])).toEqual([[1, "ExecutionStarted"]]);
  });

  test("of a name is the same while it runs with the same input, and is there already after that", async () => {
    const start = (input: string) =>
      client.send(new sfn.StartExecutionCommand({ stateMachineArn, name: "e-1", input }));
    const { executionArn } = await start("1");
    expect((await start("1")).executionArn).toBe(executionArn);
    await expect(start("2")).rejects.toMatchObject({
      ...{ name: "ExecutionAlreadyExists", message: `Execution Already Exists: '${executionArn}'` },
    });
    await lambda.clock.advance({ minutes: 1 });
    await expect(start("1")).rejects.toThrow(sfn.ExecutionAlreadyExists);
  });

  test("is stopped with an error and a cause", async () => {
    const { executionArn } = await client.send(new sfn.StartExecutionCommand({ stateMachineArn }));
    const stop = new sfn.StopExecutionCommand({ executionArn, error: "Late", cause: "too late" });
    expect((await client.send(stop)).stopDate).toEqual(lambda.clock.now);
    await lambda.clock.advance({ minutes: 2 });
    expect(await describeExecution(executionArn)).toMatchObject({
      ...{ status: "ABORTED", error: "Late", cause: "too late" },
    });
  });

  test("of an express state machine answers with its end, and leaves no record", async () => {
    const express = `${ARN}stateMachine:refusing`;
    const { executionArn, ...ended } = await client.send(
      new sfn.StartSyncExecutionCommand({ stateMachineArn: express, name: "e-1" }),
    );
    expect(ended).toMatchObject({ status: "FAILED", error: "NoStock", cause: "no piano", name: "e-1" });
    expect(executionArn).toMatch(/^arn:aws:states:eu-west-1:111111111111:express:refusing:e-1:[\da-f-]{36}$/);
    await expect(describeExecution(executionArn)).rejects.toMatchObject({ name: "InvalidArn" });
    const standard = new sfn.StartSyncExecutionCommand({ stateMachineArn });
    await expect(client.send(standard)).rejects.toMatchObject({
      ...{ name: "StateMachineTypeNotSupported" },
      message: "This operation is not supported by this type of state machine",
    });
  });

  test.each([
    [
      { stateMachineArn: `${ARN}stateMachine:nope` },
      "StateMachineDoesNotExist",
      `State Machine Does Not Exist: '${ARN}stateMachine:nope'`,
    ],
    [{ stateMachineArn: "nope" }, "InvalidArn", "Invalid Arn: 'Invalid ARN prefix: nope'"],
    [{ stateMachineArn, input: "{" }, "InvalidExecutionInput", "Invalid State Machine Execution Input: '"],
    [{ stateMachineArn, name: "a b" }, "InvalidName", "Invalid Name: 'a b'"],
    [
      { stateMachineArn, input: `"${"x".repeat(262_144)}"` },
      "ValidationException",
      "1 validation error detected: Value at 'input'",
    ],
  ])("is refused: %#", async (request, name, message) => {
    const refusal = client.send(new sfn.StartExecutionCommand(request));
    await expect(refusal).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
    await expect(describeExecution(`${ARN}execution:waiting:nope`)).rejects.toThrow(
      sfn.ExecutionDoesNotExist,
    );
  });

  test("is forgotten by reset, the state machine is not", async () => {
    const { executionArn } = await client.send(new sfn.StartExecutionCommand({ stateMachineArn }));
    await lambda.reset();
    await expect(describeExecution(executionArn)).rejects.toThrow(sfn.ExecutionDoesNotExist);
  });

  test("that someone waits for is stopped by reset, and answered", async () => {
    const name = "express-wait";
    const definition = JSON.stringify(wait);
    await client.send(
      new sfn.CreateStateMachineCommand({ name, roleArn: ROLE, definition, type: "EXPRESS" }),
    );
    let isAnswered = false;
    const stateMachineArn = `${ARN}stateMachine:${name}`;
    const ended = client.send(new sfn.StartSyncExecutionCommand({ stateMachineArn })).finally(() => {
      isAnswered = true;
    });
    // Until the request has come there is nothing to stop.
    for (; !isAnswered; await setImmediate()) await lambda.reset();
    expect(await ended).toMatchObject({ status: "ABORTED" });
    await client.send(new sfn.DeleteStateMachineCommand({ stateMachineArn }));
  });
});

describe("a state machine", () => {
  test("is created, described, changed, listed and deleted", async () => {
    const definition = JSON.stringify(fail);
    const create = (more: object = {}) =>
      client.send(new sfn.CreateStateMachineCommand({ name: "made", roleArn: ROLE, definition, ...more }));
    const { stateMachineArn: made } = await create();
    expect(made).toBe(`${ARN}stateMachine:made`);
    expect((await create()).stateMachineArn).toBe(made);
    await expect(create({ definition: JSON.stringify(wait) })).rejects.toThrow(sfn.StateMachineAlreadyExists);
    const describeMade = () => client.send(new sfn.DescribeStateMachineCommand({ stateMachineArn: made }));
    expect(await describeMade()).toMatchObject({
      definition,
      roleArn: ROLE,
      type: "STANDARD",
      status: "ACTIVE",
    });
    await client.send(
      new sfn.UpdateStateMachineCommand({ stateMachineArn: made, definition: JSON.stringify(wait) }),
    );
    expect((await describeMade()).definition).toBe(JSON.stringify(wait));
    const { stateMachines = [] } = await client.send(new sfn.ListStateMachinesCommand({}));
    expect(stateMachines.map(({ name, type }) => [name, type])).toEqual([
      ["waiting", "STANDARD"],
      ["refusing", "EXPRESS"],
      ["made", "STANDARD"],
    ]);
    await client.send(new sfn.DeleteStateMachineCommand({ stateMachineArn: made }));
    await expect(describeMade()).rejects.toThrow(sfn.StateMachineDoesNotExist);
  });

  test("with something that local does not do is refused where it is made, and by validation", async () => {
    const Resource = "arn:aws:states:::sqs:sendMessage";
    const definition = JSON.stringify({ StartAt: "A", States: { A: { Type: "Task", Resource, End: true } } });
    const created = client.send(new sfn.CreateStateMachineCommand({ name: "a", roleArn: ROLE, definition }));
    await expect(created).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: expect.stringMatching(
        /^Invalid State Machine Definition: 'state A: Resource is not done by @faultwire\/local/,
      ),
    });
    const validate = new sfn.ValidateStateMachineDefinitionCommand({ definition });
    expect(await client.send(validate)).toMatchObject({
      result: "FAIL",
      diagnostics: [{ severity: "ERROR" }],
    });
    const stateMachines = { "the-orders": { definition: JSON.parse(definition) } };
    await expect(local({ functions: {}, stateMachines })).rejects.toThrow(
      /^state machine the-orders: state A: Resource is not done by @faultwire\/local: tasks call functions/,
    );
  });

  test.each([
    [{ a: { definition: 1 } }, /^state machine a: definition is an object or its JSON; it is 1$/],
    [
      { a: { definition: wait, type: "FAST" } },
      /^state machine a: type is one of STANDARD, EXPRESS; it is "FAST"$/,
    ],
    [
      { a: { definition: wait, seeds: 1 } },
      /^state machine a: there is no member seeds; there are definition, /,
    ],
    [{ "a b": { definition: wait } }, /^state machine "a b": a name has 1 to 80 letters/],
    [
      { a: { definition: wait, definitionSubstitutions: { A: 1 } } },
      /^state machine a: definitionSubstitutions.A is a text; it is 1$/,
    ],
    [[], /^stateMachines is an object; it is \[\]$/],
  ])("with a wrong configuration is refused: %#", async (stateMachines, message) => {
    await expect(Reflect.apply(local, undefined, [{ functions: {}, stateMachines }])).rejects.toThrow(
      message,
    );
  });

  test("is not reached by operations that local does not have", async () => {
    const list = client.send(new sfn.ListActivitiesCommand({}));
    await expect(list).rejects.toMatchObject({ $metadata: { httpStatusCode: 501 }, name: "NotImplemented" });
  });
});
