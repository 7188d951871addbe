import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { odd, type Recipe } from "./functions/hurling.ts";
import { planted, redacted, undeclared } from "./functions/leaking.ts";
import { isWholeRun } from "./is-whole-run.ts";
import {
  type Post,
  RUNTIME_CLIENTS,
  type RunningFunction,
  type RuntimeClient,
  runFunction,
} from "./runtime-api.ts";

/* The output of a wrapped handler under AWS's runtime client is well-formed and leaks nothing, whatever is thrown. */

const XRAY = "lambda-runtime-function-xray-error-cause";
/** The compiled runtime client drops an error whose head is larger, in silence. */
const HEAD_LIMIT = 1024 * 1024;

const request = { headers: {}, body: "{}" };
const webSocket = (eventType: string) => ({ requestContext: { connectionId: "c=", eventType }, body: "{}" });
/** Events whose answers an end user reads. */
const PUBLIC = {
  rest: { ...request, resource: "/a", httpMethod: "GET", requestContext: { resourceId: "r" } },
  http: { ...request, version: "2.0", requestContext: { http: { method: "GET" } } },
  alb: { ...request, httpMethod: "GET", requestContext: { elb: {} } },
  "alb-multi-value": { httpMethod: "GET", requestContext: { elb: {} }, multiValueHeaders: {} },
  message: webSocket("MESSAGE"),
  handshake: webSocket("CONNECT"),
  appsync: { arguments: {}, info: { fieldName: "a" } },
  cognito: { triggerSource: "PreSignUp_SignUp", userPoolId: "p" },
  authorizer: { type: "REQUEST", methodArn: "arn", requestContext: {} },
  edge: { Records: [{ cf: { request: {} } }] },
};
const HTTP = ["rest", "http", "alb", "alb-multi-value", "message", "handshake"] as const;

async function withFunction(
  handler: string,
  use: (lambda: RunningFunction) => Promise<void>,
  version?: RuntimeClient,
): Promise<void> {
  await using lambda = await runFunction(handler, version);
  await use(lambda);
}

/** All that left the process, as text: the body, the X-Ray header, the trailers. */
function sent({ headers, body, trailers }: Post): string {
  const error = Buffer.from(trailers?.["lambda-runtime-function-error-body"] ?? "", "base64").toString();
  return [JSON.stringify(headers), body?.toString(), JSON.stringify(trailers), error].join("\n");
}

describe("a planted secret", () => {
  const SECRET = "s3cr3t7f";
  /** A secret within any text that could confuse a codec. */
  const secret = fc
    .tuple(fc.string({ unit: "binary", maxLength: 30 }), fc.string({ unit: "binary", maxLength: 30 }))
    .map(([before, after]) => `${before} ${SECRET}:1 (${SECRET}) ${after}`);
  const anything = fc.constantFrom(...Object.keys({ ...planted, ...undeclared }));

  async function staysIn(
    lambda: RunningFunction,
    plants: fc.Arbitrary<string>,
    events: object[],
  ): Promise<void> {
    await fc.assert(
      fc.asyncProperty(plants, secret, fc.constantFrom(...events), async (plant, text, event) => {
        const post = await lambda.invoke({ ...event, plant, secret: text });
        expect(post.path).toBeDefined();
        expect(sent(post)).not.toContain(SECRET);
      }),
      { numRuns: isWholeRun ? 150 : 60 },
    );
  }

  test.each([
    ["auto", Object.values(PUBLIC)],
    ["problem", [PUBLIC.rest, PUBLIC.http]],
    ["members", [PUBLIC.rest, PUBLIC.http]],
    ["custom", [{}]],
    ["concealed", [{}]],
    ["stream", [{}, PUBLIC.http, PUBLIC.rest]],
    ["begun", [{}, PUBLIC.http]],
  ])("never leaves %s where an end user reads, wherever it was planted", async (handler, events) => {
    await withFunction(`leaking.${handler}`, (lambda) => staysIn(lambda, anything, events));
  });

  test("leaves on a direct call only where an undeclared error has it, as Lambda would send it", async () => {
    await withFunction("leaking.auto", async (lambda) => {
      await staysIn(lambda, fc.constantFrom(...Object.keys(planted)), [{}]);
      expect(sent(await lambda.invoke({ plant: "message", secret: SECRET }))).toContain(SECRET);
    });
  });

  test.each(["redacting", "redactingDocument"])(
    "never leaves %s in details, and is not in the log",
    async (handler) => {
      await withFunction(`leaking.${handler}`, async (lambda) => {
        const events = [{}, PUBLIC.rest, PUBLIC.http, PUBLIC.alb, PUBLIC.message];
        await staysIn(lambda, fc.constantFrom(...Object.keys(redacted)), events);
        expect(lambda.log()).toContain('"faultwire":"Refused"');
        expect(lambda.log()).not.toContain(SECRET);
      });
    },
  );

  test("is in the log with the request id, wherever it was concealed", async () => {
    await withFunction("leaking.auto", async (lambda) => {
      const post = await lambda.invoke({ ...PUBLIC.http, plant: "message", secret: SECRET });
      const { requestId } = JSON.parse(JSON.parse(String(post.body)).body);
      const line = lambda
        .log()
        .split("\n")
        .find((text) => text.includes(SECRET));
      expect(line).toContain(`"requestId":"${requestId}"`);
    });
  });
});

const oddities = Object.keys(odd) as (keyof typeof odd)[];
/** Values that take most of a second each: one event has to do for them. */
const isHuge = (which: keyof typeof odd): boolean => which.startsWith("10 MB");
const { recipe } = fc.letrec<{ recipe: Recipe }>((tie) => ({
  recipe: fc.oneof(
    { maxDepth: 2, depthIdentifier: "recipe" },
    fc.record({ kind: fc.constant("json" as const), value: fc.jsonValue() }),
    fc.record({ kind: fc.constant("odd" as const), which: fc.constantFrom(...oddities) }),
    fc.record({
      kind: fc.constant("members" as const),
      of: fc.constantFrom("error", "object", "fault", "declared", "pretender"),
      frozen: fc.boolean(),
      members: fc.dictionary(
        fc.constantFrom(
          ...["name", "message", "stack", "cause", "toJSON", "toString", "constructor", "code", "errors"],
          ...["errorType", "details", "status", "retryable", "retryAfter", "headers", "origin"],
        ),
        fc.oneof(
          fc.record({ value: tie("recipe") }),
          fc.record({ throws: fc.constant(true as const) }),
          fc.record({ length: fc.constantFrom(0, 10, 100, 1000, 5_000_000) }),
        ),
        { maxKeys: 5 },
      ),
    }),
  ),
}));

describe.each(RUNTIME_CLIENTS)(
  "whatever is thrown, the runtime client %s posts a well-formed answer",
  (version) => {
    const isOlder = version !== RUNTIME_CLIENTS[0];
    /** The older client has the same wrapper above it: most runs have less under it. */
    const isBrief = isOlder && !isWholeRun;
    const RUNS = isWholeRun ? 120 : isBrief ? 20 : 50;
    /** The events at which a handler throws an odd value; a huge one every day only in the handler without options. */
    const eventsFor = (which: keyof typeof odd, handler: string, events: readonly object[]) => {
      if (isHuge(which)) return isWholeRun || (handler === "auto" && !isBrief) ? events.slice(0, 1) : [];
      return isBrief ? events.slice(0, 1) : events;
    };

    function checkError({ path, headers, body }: Post): void {
      expect(path).toMatch(/\/error$/);
      expect(String(headers?.[XRAY]).length).toBeLessThan(HEAD_LIMIT);
      const { errorType, errorMessage, trace } = JSON.parse(String(body));
      expect([typeof errorType, typeof errorMessage, Array.isArray(trace)]).toEqual([
        "string",
        "string",
        true,
      ]);
      // The runtime's own word for an error that it could not read.
      expect(errorType).not.toBe("handled");
    }

    function checkResponse({ path, body }: Post): void {
      expect(path).toMatch(/\/response$/);
      const { statusCode, body: text } = JSON.parse(String(body));
      expect(Number.isInteger(statusCode)).toBe(true);
      const { errorType = "", __type = errorType, requestId } = JSON.parse(text);
      expect([typeof __type, typeof requestId]).toEqual(["string", "string"]);
    }

    function checkDocument({ path, body }: Post): void {
      expect(path).toMatch(/\/response$/);
      expect(JSON.parse(String(body))).toMatchObject({
        errorType: expect.any(String),
        errorMessage: expect.any(String),
        stackTrace: expect.any(Array),
      });
    }

    /** Checks that the end of a stream fits into the 4 KiB of trailers that Go reads. */
    function checkStreamEnd({ path, body, trailers = {} }: Post): void {
      expect(path).toMatch(/\/response$/);
      expect(["", "begun"]).toContain(String(body));
      const lines = Object.entries(trailers).map(([name, value]) => `${name}: ${value}\r\n`);
      expect(lines.join("").length).toBeLessThan(4094);
      const error = JSON.parse(
        Buffer.from(trailers["lambda-runtime-function-error-body"] ?? "", "base64").toString(),
      );
      expect(error.errorType).toBe(trailers["lambda-runtime-function-error-type"]);
      expect([typeof error.errorMessage, Array.isArray(error.trace)]).toEqual(["string", true]);
    }

    test.each([
      ["a direct call", "auto", [{}], checkError],
      ["a stream", "stream", [{}], checkStreamEnd],
      ["a stream that has begun", "begun", [{}, PUBLIC.http], checkStreamEnd],
      [
        "a conversation that AppSync, Cognito and the like have",
        "auto",
        [PUBLIC.appsync, PUBLIC.cognito],
        checkError,
      ],
      ["the custom wire", "custom", [{}], checkError],
      ["HTTP", "auto", HTTP.map((name) => PUBLIC[name]), checkResponse],
      ["HTTP with every option on", "members", HTTP.map((name) => PUBLIC[name]), checkResponse],
      ["the document wire", "document", [{}], checkDocument],
    ])(
      "on %s",
      async (_, handler, events, check) => {
        await withFunction(
          `hurling.${handler}`,
          async (lambda) => {
            for (const which of oddities)
              for (const event of eventsFor(which, handler, events))
                check(await lambda.invoke({ ...event, recipe: { kind: "odd", which } }));
            await fc.assert(
              fc.asyncProperty(recipe, fc.constantFrom(...events), async (thrown, event) =>
                check(await lambda.invoke({ ...event, recipe: thrown })),
              ),
              { numRuns: RUNS },
            );
          },
          version,
        );
      },
      120_000,
    );
  },
);
