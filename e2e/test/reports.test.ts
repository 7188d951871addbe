import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { LambdaClient } from "@aws-sdk/client-lambda";
import {
  parse,
  parseAppSync,
  parseBatchResponse,
  parseBedrock,
  parseCloudFormation,
  parseCognito,
  parseDeadLetter,
  parseDestination,
  parseErrorObject,
  parseEventStream,
  parseInvocation,
  parseJsonRpc,
  parseLogLine,
  parseLogs,
  parseResponse,
  parseS3Batch,
  parseStepFunctions,
  plan,
  type WireReader,
} from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, type Fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import composed from "../../cases/composed.json" with { type: "json" };
import reports from "../../cases/reports.json" with { type: "json" };

/* Payloads that public reports show, and others of their kinds, read by the wire's own reader and by parse(). */

const Nothing = defineCatalog("nothing", {});

interface Report {
  readonly id: string;
  readonly via: string;
  readonly as?: string;
  readonly input: unknown;
  readonly status?: number;
  readonly headers?: object;
  readonly functionError?: string;
  readonly options?: object;
  readonly expect: Readonly<Record<string, unknown>>;
}

const READERS: Readonly<Record<string, WireReader>> = {
  parse,
  parseAppSync,
  parseBatchResponse,
  parseBedrock,
  parseCloudFormation,
  parseCognito,
  parseDeadLetter,
  parseDestination,
  parseErrorObject,
  parseEventStream,
  parseJsonRpc,
  parseLogLine,
  parseS3Batch,
  parseStepFunctions,
};

// The JSON's type is a union of every report's members.
const REPORTS = reports as readonly Report[];

/** Composed in the forms that services, frameworks, loggers and SDKs document. */
const COMPOSED: readonly Report[] = composed;

describe("a report", () => {
  for (const report of [...REPORTS, ...COMPOSED]) {
    test(report.id, async () => {
      const named = await readByName(report);
      expect(
        named.some((fault) => fits(fault, report.expect)),
        `by its reader: ${JSON.stringify(named)}`,
      ).toBe(true);
      for (const [form, value] of formsOf(report)) {
        const found = parse(value, Nothing);
        expect(fits(found, report.expect), `parse of ${form}: ${JSON.stringify(found)}`).toBe(true);
      }
    });
  }
});

/** Every fault that the named reader finds. */
async function readByName(report: Report): Promise<readonly (Fault | undefined)[]> {
  const { via, as, input } = report;
  if (via === "createCaller") return [await call(report)];
  if (as === "logEvents") return (await parseLogs(subscription(input), Nothing)).map(({ fault }) => fault);
  const value = receivedValue(report);
  // A report is JSON: its form is what the test is about.
  if (via === "parseResponse") return [await parseResponse(value as never, Nothing)];
  if (via === "parseInvocation") return [parseInvocation(value as never, Nothing)];
  return [READERS[via]?.(value, Nothing)];
}

/** The forms in which parse() gets what the named reader got. */
function formsOf(report: Report): readonly (readonly [string, unknown])[] {
  const { as, via, status } = report;
  // Only its caller knows if a returned document is an error, and a subscription is opened asynchronously.
  if (via === "createCaller" || as === "logEvents") return [];
  const value = receivedValue(report);
  if (as === "exception") return [["the exception", value]];
  if (status !== undefined) return [["the response", value]];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return [
    ["the value", value],
    ["its text", text],
    ["its bytes", new TextEncoder().encode(text)],
  ];
}

function receivedValue({ as, input, status, headers, functionError }: Report): unknown {
  if (as === "exception") return Object.assign(new Error(), input);
  if (as === "bytes") return new TextEncoder().encode(String(input));
  if (status !== undefined) return { status, headers: headers ?? {}, body: input };
  return functionError === undefined ? input : { FunctionError: functionError, Payload: input };
}

function subscription(messages: unknown): unknown {
  // The messages are the input of reports of this form.
  const logEvents = (messages as readonly string[]).map((message, index) => ({
    ...{ id: `${index}`, timestamp: index, message },
  }));
  const record = { messageType: "DATA_MESSAGE", logGroup: "g", logStream: "s", logEvents };
  return { awslogs: { data: gzipSync(JSON.stringify(record)).toString("base64") } };
}

/** Calls a server that answers as the report says, through the SDK. */
async function call({ status = 200, headers = {}, input, options }: Report): Promise<Fault | undefined> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { ...headers }).end(String(input));
  }).listen(0);
  await once(server, "listening");
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;
  const client = new LambdaClient({
    ...{ endpoint: `http://127.0.0.1:${port}`, region: "eu-west-1" },
    credentials: { accessKeyId: "a", secretAccessKey: "b" },
  });
  const outcome = await createCaller({ client, functionName: "f", faults: Nothing, ...options }).safe({});
  server.close();
  client.destroy();
  return outcome.ok ? undefined : outcome.fault;
}

function fits(fault: Fault | undefined, expected: Report["expect"]): boolean {
  if (expected.fault === false || fault === undefined) return expected.fault === false && fault === undefined;
  const found: Record<string, unknown> = { ...factsOf(fault), plan: plan(fault).retry };
  return Object.entries(expected).every(([name, value]) =>
    (Array.isArray(value) ? value : [value]).includes(found[name] ?? null),
  );
}

function factsOf({ name, errorType, message, status, execution, retryable, retryAfter, origin }: Fault) {
  return { name, errorType, message, status, execution, retryable, retryAfter, requestId: origin?.requestId };
}
