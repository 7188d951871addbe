import { join } from "node:path";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, test } from "vitest";
import { fromTemplate, local, type TemplateGap } from "../src/index.ts";

const template = join(import.meta.dirname, "projects/state-machines/template.yaml");

test("state machines of SAM and CloudFormation run with the project's functions; the others are listed", async () => {
  const gaps: TemplateGap[] = [];
  const options = await fromTemplate(template, { onGaps: (all) => gaps.push(...all) });
  const found = Object.entries(options.stateMachines ?? {}).map(([name, { type }]) => [name, type]);
  expect(found).toEqual([
    ["Joined", "STANDARD"],
    ["FromFile", "STANDARD"],
    ["inline", "EXPRESS"],
  ]);
  const matter = gaps.filter(({ effect }) => effect !== "none");
  expect(matter.map(({ line, resource, property, reason }) => [line, resource, property, reason])).toEqual([
    [12, "FromFile", "Events", "local has nothing for this property"],
    [
      37,
      "Published",
      "Definition",
      expect.stringMatching(/^state Tell: Resource is not done by @faultwire\/local/),
    ],
    [43, "Missing", "DefinitionUri", "nowhere.asl.json is not a file beside the template"],
  ]);
  const lambda = await local(options);
  const client = new SFNClient(lambda.client);
  try {
    const run = async (name: string) => {
      const stateMachineArn = `arn:aws:states:us-east-1:000000000000:stateMachine:${name}`;
      const { executionArn } = await client.send(
        new StartExecutionCommand({ stateMachineArn, input: '{"n": 7}' }),
      );
      await lambda.settled();
      return (await client.send(new DescribeExecutionCommand({ executionArn }))).output;
    };
    expect(await run("FromFile")).toBe("7");
    expect(JSON.parse((await run("Joined")) ?? "")).toMatchObject({ StatusCode: 200 });
  } finally {
    client.destroy();
    await lambda.close();
  }
});
