import { gzipSync } from "node:zlib";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { parse, parseLogLine, parseLogs } from "@faultwire/caller";
import type { Fault } from "@faultwire/catalog";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment } from "../../source-environment.ts";
import { CardRefused, Payments } from "./functions/logging.ts";

/* The function's log, as AWS's runtime client and the wrapper write it, and as callers read it back. */

const HANDLERS = ["handler", "redacted", "bare", "concealed", "formatted", "late", "batch"];
const RUNTIMES = [
  { name: "nodejs24.x, text", runtime: "nodejs24.x", format: "Text" },
  { name: "nodejs24.x, JSON", runtime: "nodejs24.x", format: "JSON" },
  { name: "nodejs22.x, text", runtime: "nodejs22.x", format: "Text" },
] as const;

describe.each(RUNTIMES)("the log of $name", ({ runtime, format }) => {
  let lambda: Local;
  let client: LambdaClient;

  beforeAll(async () => {
    const environment = {
      ...sourceEnvironment,
      AWS_LAMBDA_LOG_FORMAT: format,
    };
    const functions = HANDLERS.map((name) => [name, { handler: `logging.${name}`, runtime, environment }]);
    lambda = await local({
      root: `${import.meta.dirname}/functions`,
      functions: Object.fromEntries(functions),
    });
    client = new LambdaClient(lambda.client);
  });
  afterAll(async () => {
    client.destroy();
    await lambda.close();
  });

  async function logOf(name: string, event: object): Promise<string> {
    await client.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }));
    return lambda.runs(name).at(-1)?.log ?? "";
  }
  const direct = (name: string, thrown: string) => logOf(name, { thrown });
  const http = (name: string, thrown: string) =>
    logOf(name, { version: "2.0", requestContext: { http: { method: "GET" } }, headers: { thrown } });
  const faultsOf = (log: string): Fault[] =>
    log.split("\n").flatMap((line) => parseLogLine(line, Payments) ?? []);

  test("the wrapper's line is one line, and nothing that it has is lost when it is read", async () => {
    for (const name of ["handler", "formatted"]) {
      const log = await http(name, "driver");
      expect(log).not.toMatch(/[\u0085\u2028\u2029]/);
      const [found, ...more] = faultsOf(log);
      expect(more).toEqual([]);
      expect(found).toMatchObject({
        name: "Undeclared",
        errorType: "DriverError",
        message: expect.stringMatching(/^duplicate(?:\u2028|\\u2028)key$/),
        origin: {
          requestId: expect.stringMatching(/^[\da-f-]{36}$/),
          embedded: { code: "23505", card: "4111" },
        },
        cause: { name: "CardRefused", details: { card: "4111", orderId: "o-1" } },
      });
      expect(found?.origin?.remoteStack?.join("")).toContain("logging.ts");
      expect(found?.cause).toBeInstanceOf(CardRefused);
      expect(parse(JSON.parse(JSON.stringify(found)), Payments)?.origin?.embedded).toEqual(
        found?.origin?.embedded,
      );
    }
  });

  test("an AggregateError's errors and what is not an error are in the line, also of a direct call", async () => {
    for (const ask of [http, direct])
      for (const name of ["handler", "formatted"]) {
        const several = faultsOf(await ask(name, "several")).find(({ origin }) => origin?.embedded?.errors);
        expect(several?.origin?.embedded?.errors).toMatchObject([
          { errorType: "DriverError", code: "23505" },
          { errorType: "CardRefused", details: { orderId: "o-1" } },
        ]);
        expect(await ask(name, "object")).toMatch(/"code":\s*"E"/);
      }
  });

  test("late rejections and records of a batch have the same line", async () => {
    const log = await direct("late", "driver");
    expect(faultsOf(log)).toMatchObject([
      { errorType: "DriverError", origin: { embedded: { code: "23505", card: "****" } } },
    ]);
    const record = { messageId: "m-1", body: "driver", eventSource: "aws:sqs" };
    const [line] = faultsOf(await logOf("batch", { Records: [record] }));
    expect(line).toMatchObject({ errorType: "DriverError", origin: { embedded: { code: "23505" } } });
  });

  test("a subscription reads the lines", async () => {
    const messages = (await http("handler", "driver")).split("\n");
    const logEvents = messages.map((message, index) => ({ id: `${index}`, timestamp: index, message }));
    const record = { messageType: "DATA_MESSAGE", logGroup: "g", logStream: "s", logEvents };
    const data = gzipSync(JSON.stringify(record)).toString("base64");
    expect(await parseLogs({ awslogs: { data } }, Payments)).toMatchObject([
      { logGroup: "g", fault: { errorType: "DriverError", origin: { embedded: { code: "23505" } } } },
    ]);
  });

  test("properties that the runtime prints are read, too", async () => {
    const [found] = faultsOf(await direct("handler", "driver, alone"));
    expect(found).toMatchObject({
      errorType: "DriverError",
      origin: { embedded: { code: "23505", card: "4111" } },
    });
  });

  test.each([
    "declared",
    "declared, with a property",
    "driver",
    "driver, alone",
    "several",
    "object",
    "foreign",
  ])("nothing that redact hides is in the log, which the runtime writes, too: %s", async (thrown) => {
    for (const ask of [direct, http])
      for (const name of ["redacted", "bare"]) {
        const log = await ask(name, thrown);
        expect(log).toMatch(/Invoke Error|"faultwire"|"stackTrace"/);
        expect(log).not.toContain("4111");
      }
  });

  test.each(["driver", "driver, alone", "several", "object", "foreign"])(
    "the runtime logs nothing of a concealed error: %s",
    async (thrown) => {
      const log = await direct("concealed", thrown);
      expect(log).toContain("InternalFailure");
      expect(log).not.toMatch(/4111|23505|DriverError|duplicate/);
    },
  );
});
