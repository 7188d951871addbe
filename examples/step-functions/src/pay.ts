import { setTimeout } from "node:timers/promises";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { parse } from "@faultwire/caller";
import { Payments } from "./faults.ts";

const LOCAL = "arn:aws:states:us-east-1:000000000000:stateMachine:Payments";
const [card = "good", stateMachineArn = LOCAL] = process.argv.slice(2);
const sfn = new SFNClient({});

const input = JSON.stringify({ orderId: "o-1", card });
const { executionArn } = await sfn.send(new StartExecutionCommand({ stateMachineArn, input }));
const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
let execution = await describe();
while (execution.status === "RUNNING") {
  await setTimeout(200);
  execution = await describe();
}
console.log(execution.output ?? String(parse(execution, Payments)));
