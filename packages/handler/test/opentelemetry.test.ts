import { runInNewContext } from "node:vm";
import { wrapHandler } from "@faultwire/handler";
import { openTelemetry } from "@faultwire/handler/opentelemetry";
import { context, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { options, THROWN } from "./functions/faults.ts";

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
});
afterEach(() => exporter.reset());
afterAll(async () => {
  await provider.shutdown();
  trace.disable();
  context.disable();
});

const lambda = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "POST" } } };

const log = vi.fn();
const wrap = (thrown: unknown) =>
  wrapHandler(() => Promise.reject(thrown), { ...options, log, onFault: openTelemetry() });

/** The span that is active around a wrapped handler, as Lambda's instrumentation starts it. */
async function spanOf(thrown: unknown, event: object) {
  await trace.getTracer("test").startActiveSpan("f", async (span) => {
    await wrap(thrown)(event as never, lambda).catch(() => undefined);
    span.end();
  });
  const [span] = exporter.getFinishedSpans();
  if (span === undefined) throw new Error("no span was exported");
  return span;
}

describe("the active span", () => {
  test("of the client's fault over HTTP has its type, and neither error status nor exception", async () => {
    const span = await spanOf(THROWN.declared?.(), http);
    expect(span.attributes).toEqual({ "error.type": "OrderNotFound" });
    expect(span.status).toEqual({ code: SpanStatusCode.UNSET });
    expect(span.events).toEqual([]);
  });

  test("has nothing of a fault's details", async () => {
    const { attributes, status, events } = await spanOf(THROWN["with a card"]?.(), http);
    expect(events).toHaveLength(1);
    expect(JSON.stringify([attributes, status, events])).not.toContain("4111");
  });

  test.each([
    ["a fault of the server's over HTTP", "declared, the server's", http, "Down", "Down", "down"],
    ["an undeclared error over HTTP", "undeclared", http, "InternalFailure", "RangeError", "secret"],
    ["a fault on a direct call", "declared", {}, "OrderNotFound", "OrderNotFound", "Order o-1 was not found"],
    ["an undeclared error on a direct call", "undeclared", {}, "RangeError", "RangeError", "secret"],
  ])(
    "of %s has the type, the status ERROR and the exception",
    async (_, name, event, type, exception, message) => {
      const span = await spanOf(THROWN[name]?.(), event);
      expect(span.attributes).toEqual({ "error.type": type });
      expect(span.status).toEqual({ code: SpanStatusCode.ERROR, message });
      expect(span.events.map(({ name, attributes }) => [name, attributes])).toEqual([
        [
          "exception",
          {
            "exception.type": exception,
            "exception.message": message,
            "exception.stacktrace": expect.stringContaining("    at "),
          },
        ],
      ]);
    },
  );

  test("an error of another realm was recorded as a text", async () => {
    const { events } = await spanOf(runInNewContext('new RangeError("secret")'), http);
    expect(events[0]?.attributes).toEqual({
      "exception.type": "RangeError",
      "exception.message": "secret",
      "exception.stacktrace": expect.stringContaining("RangeError: secret"),
    });
  });

  test("has the members of an error that are texts, and of a code a number too", async () => {
    const members = { name: 7, stack: { secret: 1 }, code: 12 };
    const { events } = await spanOf(Object.assign(new Error("m"), members), {});
    expect(events[0]?.attributes).toEqual({ "exception.type": "12", "exception.message": "m" });
    exporter.reset();
    const { events: named } = await spanOf(Object.assign(new Error("m"), { code: "ECONNRESET" }), {});
    expect(named[0]?.attributes).toMatchObject({ "exception.type": "ECONNRESET" });
    exporter.reset();
    const odd = await spanOf(Object.assign(new Error("m"), { ...members, code: {} }), {});
    expect(odd.events[0]?.attributes).toEqual({ "exception.type": "Error", "exception.message": "m" });
  });

  test("takes a value that is not an error, and a name that is not a type's", async () => {
    const text = await spanOf("secret", http);
    expect(text.status.message).toBe("secret");
    expect(text.events[0]?.attributes).toEqual({ "exception.message": "secret" });
    exporter.reset();
    const odd = await spanOf(Object.assign(new Error("m"), { name: "Order o-1 failed" }), {});
    expect(odd.attributes).toEqual({ "error.type": "_OTHER" });
  });
});

test("without an active span nothing is recorded, and nothing is logged", async () => {
  log.mockClear();
  await wrap(THROWN.declared?.())(http as never, lambda);
  expect(exporter.getFinishedSpans()).toEqual([]);
  expect(log).not.toHaveBeenCalled();
});
