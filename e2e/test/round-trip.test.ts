import { readFileSync } from "node:fs";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import {
  fromLambdaError,
  parse,
  parseAppSync,
  parseDestination,
  parseErrorObject,
  parseResponse,
} from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import type { Catalog, Fault } from "@faultwire/catalog";
import { type Local, local } from "@faultwire/local";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { catalogOf, type Script } from "./functions/thrower.ts";
import { expectedMembers, membersOf, script } from "./scripts.ts";

/*
 * An error thrown in a function, under AWS's runtime client, is caught the same over every wire: name, message,
 * details, status, retryable, retryAfter. What a wire does not carry comes from the declaration.
 */

const RUNS = 60;
let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      auto: {
        handler: "thrower.auto",
        environment,
        timeout: 30,
        asynchronous: { maximumRetryAttempts: 0, onFailure: { queue: "failed" } },
      },
      document: { handler: "thrower.document", environment, timeout: 30 },
      custom: { handler: "thrower.custom", environment, timeout: 30 },
      appsync: { handler: "answerers.appsync", environment, timeout: 30 },
      edge: { handler: "answerers.edge", environment, timeout: 30 },
      durable: { handler: "durable-thrower.durable", environment, timeout: 30 },
      problem: { handler: "thrower.problem", environment, timeout: 30 },
      members: { handler: "thrower.members", environment, timeout: 30 },
    },
    queues: { failed: {} },
    apis: {
      rest: {
        type: "rest",
        routes: {
          "POST /proxy": "auto",
          "POST /problem": "problem",
          "POST /members": "members",
          "POST /custom": {
            function: "custom",
            responses: [{ statusCode: 500, selectionPattern: "[\\s\\S]+" }, { statusCode: 200 }],
          },
        },
      },
      http: {
        type: "http",
        routes: { "POST /proxy": "auto", "POST /problem": "problem", "POST /members": "members" },
      },
      url: { type: "function-url", function: "auto" },
    },
  });
  client = new LambdaClient(lambda.client);
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

/** Holds what was caught against what a handler would throw. */
function check(caught: unknown, script: Script): void {
  expect(membersOf(caught as Fault)).toEqual(expectedMembers(script));
}

/** Property: whatever is declared and thrown arrives. */
function arrives(
  catchIt: (script: Script, faults: Catalog) => Promise<unknown>,
  scripts: fc.Arbitrary<Script> = script,
): Promise<void> {
  return fc.assert(
    fc.asyncProperty(scripts, async (script) => {
      const faults = catalogOf(script);
      const caught = await catchIt(script, faults);
      expect(caught).toBeInstanceOf(faults.faults[script.name] as never);
      check(caught, script);
    }),
    { numRuns: RUNS },
  );
}

async function answerOf(FunctionName: string, event: object): Promise<Record<string, unknown>> {
  const output = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
  expect(output.FunctionError).toBeUndefined();
  return JSON.parse(output.Payload?.transformToString() ?? "");
}

const post = (url: string, body: unknown) =>
  fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

describe("what is thrown is what is caught", () => {
  test(
    "on the standard wire, through the SDK",
    () =>
      arrives(async (script, faults) => {
        const call = createCaller({ client, functionName: "auto", faults });
        return call(script).catch((fault) => fault);
      }),
    120_000,
  );

  test(
    "on the standard wire, asynchronously, in the record of the on-failure destination",
    () =>
      arrives(async (script, faults) => {
        await createCaller({ client, functionName: "auto", faults }).event(script);
        await lambda.settled();
        return parseDestination(lambda.queue("failed").messages.at(-1), faults);
      }),
    120_000,
  );

  test(
    "on the document wire, returned, and read with `returned`",
    () =>
      arrives(async (script, faults) => {
        const call = createCaller({ client, functionName: "document", faults, returned: true });
        const outcome = await call.safe(script);
        const unread = await createCaller({ client, functionName: "document", faults })(script);
        expect(fromLambdaError(unread, faults)).toMatchObject({ name: script.name });
        return outcome.ok ? outcome.value : outcome.fault;
      }),
    120_000,
  );

  test(
    "on the custom wire, through the SDK and through a REST API's custom integration",
    () =>
      arrives(async (script, faults) => {
        const behindApi = await parseResponse(await post(lambda.url("rest", "/custom"), script), faults);
        // The API maps every error to one status here, and the response's status is what counts.
        expect(behindApi).toBeInstanceOf(faults.faults[script.name] as never);
        expect(behindApi?.status).toBe(500);
        const output = await client.send(
          new InvokeCommand({ FunctionName: "custom", Payload: JSON.stringify(script) }),
        );
        return parse(output, faults);
      }),
    120_000,
  );

  test.each([
    ["a REST API", "rest", "/proxy"],
    ["an HTTP API", "http", "/proxy"],
    ["a Function URL", "url", "/"],
    ["a REST API, as problem details", "rest", "/problem"],
    ["an HTTP API, as problem details", "http", "/problem"],
    ["a REST API, as restJson1", "rest", "/members"],
    ["an HTTP API, as restJson1", "http", "/members"],
  ])(
    "on the proxy wire, behind %s",
    (_, api, path) =>
      arrives(async (script, faults) => parseResponse(await post(lambda.url(api, path), script), faults)),
    120_000,
  );

  test(
    "by AppSync, and as the error of a durable execution, which have no place for a delay",
    () =>
      arrives(
        async (script, faults) => {
          const payload = await answerOf("appsync", script);
          const { errorMessage: message, ...rest } = payload;
          const response = { data: null, errors: [{ errorInfo: null, ...rest, message }] };
          check(parseAppSync(payload, faults), script);
          check(parseAppSync(response, faults), script);
          const InputPayload = JSON.stringify(script);
          const Operations = [{ Id: "0", Type: "EXECUTION", ExecutionDetails: { InputPayload } }];
          const execution = {
            DurableExecutionArn: "a",
            CheckpointToken: "t",
            InitialExecutionState: { Operations },
          };
          const { Error: error } = await answerOf("durable", { script: script, ...execution });
          return parseErrorObject(error, faults);
        },
        // A GraphQL response writes null where there is nothing.
        script.filter(({ details }) => details !== null).map(({ retryAfter: _, ...rest }) => rest),
      ),
    120_000,
  );

  test(
    "at the edge",
    () =>
      arrives(async (script, faults) => {
        const { status, headers, body } = await answerOf("edge", { script: script });
        const plain = Object.values(headers as Record<string, { key: string; value: string }[]>)
          .flat()
          .map(({ key, value }) => [key, value]);
        return parse({ status: Number(status), headers: Object.fromEntries(plain), body }, faults);
      }),
    120_000,
  );

  test.each([
    ["/proxy", "application/json"],
    ["/problem", "application/problem+json"],
    ["/members", "application/json"],
  ])(
    "on the proxy wire, to a page that sees no header but the content type: %s",
    async (path, type) => {
      await arrives(async (script, faults) => {
        const response = await post(lambda.url("http", path), script);
        expect(response.headers.get("content-type")).toBe(type);
        expect(response.headers.get("access-control-expose-headers")).toContain("X-Amzn-ErrorType");
        const { status, headers } = response;
        const { "retry-after": delay = "" } = Object.fromEntries(headers);
        const seen = { "content-type": type, ...(delay !== "" && { "retry-after": delay }) };
        return parse({ status, headers: seen, body: await response.text() }, faults);
      });
    },
    120_000,
  );

  test.each([
    ["single-value headers", { headers: {} }],
    ["multi-value headers", { multiValueHeaders: {} }],
  ])(
    "on the proxy wire, behind an ALB with %s",
    (_, attributes) =>
      arrives(async (script, faults) => {
        const event = {
          requestContext: { elb: { targetGroupArn: "arn" } },
          httpMethod: "POST",
          path: "/",
          ...attributes,
          body: JSON.stringify(script),
          isBase64Encoded: false,
        };
        const output = await client.send(
          new InvokeCommand({ FunctionName: "auto", Payload: JSON.stringify(event) }),
        );
        return parse(
          asAlb(JSON.parse(Buffer.from(output.Payload ?? []).toString()), "multiValueHeaders" in attributes),
          faults,
        );
      }),
    120_000,
  );
});

/** Makes an ALB's response of an output: see alb-multi-enabled-headers-used and its neighbours in proxy-rules.json. */
function asAlb(output: Record<string, unknown>, isMultiValue: boolean) {
  const rules = JSON.parse(readFileSync(`${import.meta.dirname}/../../cases/proxy-rules.json`, "utf8")) as {
    id: string;
    lambdaOutput: object;
  }[];
  const documented = rules.find(
    ({ id }) => id === (isMultiValue ? "alb-multi-enabled-multi-used" : "alb-full"),
  );
  const known = [...Object.keys(documented?.lambdaOutput ?? {}), "isBase64Encoded"];
  for (const key of Object.keys(output)) expect(known).toContain(key);
  const { statusCode, headers, multiValueHeaders, body } = output;
  const single = Object.fromEntries(
    Object.entries((multiValueHeaders ?? {}) as Record<string, string[]>).map(([name, values]) => [
      name,
      values.join(", "),
    ]),
  );
  return { status: statusCode, headers: isMultiValue ? single : headers, body };
}
