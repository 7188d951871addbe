import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { send } from "./send.ts";

const ARN = "arn:aws:lambda:eu-west-1:123456789012:function:f";
let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    region: "eu-west-1",
    accountId: "123456789012",
    functions: {
      f: {
        handler: "front.handler",
        versions: 3,
        aliases: {
          live: "2",
          next: "$LATEST",
          none: { version: "1", additionalVersionWeights: { "2": 0 } },
          all: { version: "1", additionalVersionWeights: { "2": 1 } },
          half: { version: "1", additionalVersionWeights: { "3": 0.5 } },
        },
      },
    },
    apis: {
      rest: {
        type: "rest",
        routes: {
          "GET /bare": "f",
          "GET /live": "f:live",
          "GET /half": "f:half",
          "GET /custom": { function: `${ARN}:3`, responses: [{ statusCode: 200 }] },
        },
      },
      http: { type: "http", routes: { "GET /next": "f:next", "GET /three": `${ARN}:3`, "GET /bare": ARN } },
      url: { type: "function-url", function: "f:live" },
      alb: { type: "alb", function: "123456789012:function:f:1" },
    },
    queues: {},
  });
});

afterAll(() => lambda.close());

const called = async (api: string, path = "") => {
  const { body } = await send(lambda.url(api, path));
  const answer = JSON.parse(body.toString());
  return answer.arn === undefined ? JSON.parse(answer.body) : answer;
};

describe("a route with a qualifier", () => {
  test.each([
    ["rest", "/bare", "$LATEST", ARN],
    ["rest", "/live", "2", `${ARN}:live`],
    ["rest", "/custom", "3", `${ARN}:3`],
    ["http", "/next", "$LATEST", `${ARN}:next`],
    ["http", "/three", "3", `${ARN}:3`],
    ["http", "/bare", "$LATEST", ARN],
    ["url", "", "2", `${ARN}:live`],
    ["alb", "", "1", `${ARN}:1`],
  ])("runs that version, and not $LATEST: %s%s", async (api, path, version, arn) => {
    expect(await called(api, path)).toMatchObject({ version, arn });
  });
});

describe("an alias that shares its calls between two versions", () => {
  test("runs the further version for its share of calls", async () => {
    const client = new LambdaClient(lambda.client);
    const versionOf = async (Qualifier: string) =>
      (await client.send(new InvokeCommand({ FunctionName: "f", Qualifier }))).ExecutedVersion;
    expect([await versionOf("none"), await versionOf("all")]).toEqual(["1", "2"]);
    const seen = new Set<string>();
    // One in 2^40 of all runs of this test sees one version alone.
    for (let call = 0; call < 40; call += 1) seen.add((await called("rest", "/half")).version);
    expect([...seen].sort()).toEqual(["1", "3"]);
    client.destroy();
  });
});

describe("the account and region that are given", () => {
  test("are in ARNs, events and environments, and the client's", async () => {
    expect(lambda.client.region).toBe("eu-west-1");
    expect(await called("http", "/bare")).toMatchObject({
      region: "eu-west-1",
      event: { requestContext: { accountId: "123456789012" } },
    });
    const { event } = await called("alb");
    expect(event.requestContext.elb.targetGroupArn).toContain(":eu-west-1:123456789012:targetgroup/alb/");
  });

  test("are those of the functions that a client can call", async () => {
    const client = new LambdaClient({ ...lambda.client });
    const call = (FunctionName: string) => client.send(new InvokeCommand({ FunctionName }));
    expect((await call(ARN)).StatusCode).toBe(200);
    await expect(call(ARN.replace("eu-west-1", "us-east-1"))).rejects.toThrow(
      "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')",
    );
    await expect(call(ARN.replace("123456789012", "000000000000"))).rejects.toMatchObject({
      name: "AccessDeniedException",
    });
    client.destroy();
  });
});
