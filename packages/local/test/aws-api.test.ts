import { CloudWatchLogsClient, DescribeLogGroupsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { GetGroupsCommand, XRayClient } from "@aws-sdk/client-xray";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      caller: { handler: "foreign-call.handler", timeout: 30 },
      elsewhere: {
        handler: "foreign-call.handler",
        timeout: 30,
        environment: { AWS_ENDPOINT_URL: "http://127.0.0.1:9" },
      },
    },
  });
});
afterAll(() => lambda.close());

interface Client {
  destroy(): void;
}

/** The error of a call that is refused. */
async function refusal<C extends Client>(client: C, send: (client: C) => Promise<unknown>) {
  try {
    return await send(client).then(
      () => undefined,
      (error) => ({
        name: error.name,
        message: error.message,
        attempts: error.$metadata.attempts,
        status: error.$metadata.httpStatusCode,
      }),
    );
  } finally {
    client.destroy();
  }
}

describe("a call of a service that local does not have is refused in its protocol, once,", () => {
  const refused = (service: string, operation: string, variable: string) => ({
    name: "NotImplemented",
    message: `@faultwire/local does not serve ${service}: ${operation} was refused on this machine and did not reach AWS. To use another endpoint for it, set AWS_ENDPOINT_URL_${variable} in the function's environment`,
    attempts: 1,
    status: 501,
  });

  test("in JSON with a target", async () => {
    expect(
      await refusal(new CloudWatchLogsClient(lambda.client), (client) =>
        client.send(new DescribeLogGroupsCommand()),
      ),
    ).toEqual(refused("logs", "DescribeLogGroups", "CLOUDWATCH_LOGS"));
  });

  test("in JSON with a path", async () => {
    expect(
      await refusal(new XRayClient(lambda.client), (client) => client.send(new GetGroupsCommand())),
    ).toEqual(refused("xray", "POST /Groups", "XRAY"));
  });

  test("in the XML of S3", async () => {
    expect(
      await refusal(new S3Client(lambda.client), (client) =>
        client.send(new PutObjectCommand({ Bucket: "receipts", Key: "a", Body: "b" })),
      ),
    ).toEqual(refused("s3", "PutObject", "S3"));
  });

  test("and never with a status that means that something is not there", async () => {
    expect(
      await refusal(new S3Client(lambda.client), (client) =>
        client.send(new HeadObjectCommand({ Bucket: "receipts", Key: "a" })),
      ),
    ).toMatchObject({ status: 501, attempts: 1 });
  });

  test.each([
    [
      "the query protocol",
      "sns",
      "<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>@faultwire/local does not serve sns: Publish was",
    ],
    [
      "that of EC2",
      "ec2",
      "<Response><Errors><Error><Code>NotImplemented</Code><Message>@faultwire/local does not serve ec2: Publish was",
    ],
    [
      "the XML of Route 53",
      "route53",
      "<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>@faultwire/local does not serve route53",
    ],
  ])("in %s", async (_, service, beginning) => {
    const response = await fetch(lambda.endpoint, {
      method: "POST",
      headers: {
        authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: new URLSearchParams({ Action: "Publish", Version: "2010-03-31" }),
    });
    expect([response.status, response.headers.get("content-type")]).toEqual([501, "text/xml"]);
    expect((await response.text()).slice(0, beginning.length)).toBe(beginning);
  });

  test("in CBOR", async () => {
    const response = await fetch(
      `${lambda.endpoint}/service/GraniteServiceVersion20100801/operation/PutMetricData`,
      {
        method: "POST",
        headers: {
          authorization: "AWS4-HMAC-SHA256 Credential=local/20260101/us-east-1/monitoring/aws4_request",
          "smithy-protocol": "rpc-v2-cbor",
        },
      },
    );
    expect(response.headers.get("smithy-protocol")).toBe("rpc-v2-cbor");
    const body = Buffer.from(await response.arrayBuffer());
    // A map of two; the length of "NotImplemented" in four bytes.
    expect(body.subarray(0, 1)).toEqual(Buffer.from([0xa2]));
    expect(body.toString("latin1")).toContain("z\0\0\0\x06__typez\0\0\0\x0eNotImplementedz");
    expect(body.toString("latin1")).toContain("does not serve monitoring: PutMetricData was refused");
  });

  test("also with a signature in its URL", async () => {
    const credential = encodeURIComponent("local/20260101/us-east-1/s3/aws4_request");
    const response = await fetch(
      `${lambda.endpoint}/receipts/a?X-Amz-Credential=${credential}&x-id=GetObject`,
    );
    expect([response.status, await response.text()]).toEqual([
      501,
      expect.stringContaining("does not serve s3: GetObject was refused"),
    ]);
  });

  test("also without a signature", async () => {
    const response = await fetch(lambda.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.GetItem" },
    });
    expect(response.status).toBe(501);
    expect(await response.json()).toMatchObject({
      __type: "NotImplemented",
      message: expect.stringContaining("does not serve DynamoDB: GetItem"),
    });
  });

  test("and from inside a function, whose environment has the endpoints", async () => {
    const { endpoint } = lambda;
    expect((await call(lambda, "caller")).payload).toEqual({
      failed: "NotImplemented",
      endpoints: [endpoint, endpoint, endpoint],
    });
  });

  test("unless the function's own environment has another endpoint", async () => {
    expect((await call(lambda, "elsewhere")).payload).toMatchObject({
      failed: "ECONNREFUSED",
      endpoints: ["http://127.0.0.1:9", lambda.endpoint, lambda.endpoint],
    });
  });
});

test("a request that belongs to no API is refused with its method and path", async () => {
  const response = await fetch(`${lambda.endpoint}/nowhere`);
  expect(response.status).toBe(501);
  expect(await response.json()).toEqual({ message: "@faultwire/local has no API for GET /nowhere" });
});
