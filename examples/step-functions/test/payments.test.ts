import { readFile } from "node:fs/promises";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { parse } from "@faultwire/caller";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { expect } from "vitest";
import { BankClosed, Payments } from "../src/faults.ts";
import { definition } from "../src/state-machine.ts";

const test = localTest(await fromTemplate("template.yaml"));

/** Starts the state machine, moves the clock past all retries, and returns how it ended. */
async function pay(lambda: Local, card: string) {
  const sfn = new SFNClient(lambda.client);
  const stateMachineArn = "arn:aws:states:us-east-1:000000000000:stateMachine:Payments";
  const input = JSON.stringify({ orderId: "o-1", card });
  const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
  await lambda.clock.advance({ minutes: 1 });
  return sfn.send(new DescribeExecutionCommand({ executionArn }));
}

test("state-machine.asl.json is that of the catalog; npm run generate writes it", async () => {
  expect(JSON.parse(await readFile("state-machine.asl.json", "utf8"))).toEqual(definition);
});

test("a card is charged", async ({ lambda }) => {
  expect(await pay(lambda, "good")).toMatchObject({ status: "SUCCEEDED", output: '{"charged":"o-1"}' });
});

test("a declined card is caught, and the next state reads the details of the fault", async ({ lambda }) => {
  const execution = await pay(lambda, "empty");
  expect(execution).toMatchObject({ status: "SUCCEEDED", output: '{"cancelled":"o-1","missing":20}' });
});

test("a bank that is closed is tried again three times, then the execution fails with it", async ({
  lambda,
}) => {
  const before = lambda.runs("Charge").length;
  const execution = await pay(lambda, "at-night");
  expect(execution.status).toBe("FAILED");
  expect(parse(execution, Payments)).toBeInstanceOf(BankClosed);
  expect(lambda.runs("Charge").length - before).toBe(4);
});

test("throttles of Lambda are waited for", async ({ lambda }) => {
  lambda.fail("Charge", { with: "TooManyRequestsException", times: 2 });
  expect(await pay(lambda, "good")).toMatchObject({ status: "SUCCEEDED" });
});
