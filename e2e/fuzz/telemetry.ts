import assert from "node:assert/strict";
import type { FaultReport } from "@faultwire/handler";
import { toLambdaError, wrapHandler } from "@faultwire/handler";
import { emfMetrics } from "@faultwire/handler/emf";
import { openTelemetry } from "@faultwire/handler/opentelemetry";
import { context, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import fc from "fast-check";
import { Faults } from "./faults.ts";
import { make, type Recipe, textOf } from "./recipe.ts";
import { target } from "./target.ts";
import { live } from "./values.ts";
import { EVENTS } from "./wrappers.ts";

/* Hooks that report errors: whatever was thrown, metrics are one line, spans have texts, and no hook throws. */

const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
const lambda = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

/** The reports of a wrapped handler that throws a value. */
async function reportsOf(thrown: Recipe, event: Recipe): Promise<readonly FaultReport[]> {
  const reports: FaultReport[] = [];
  const onFault = (report: FaultReport) => void reports.push(report);
  const handler = () => {
    throw make(thrown);
  };
  const wrapped = wrapHandler(handler, { throws: Faults, log: () => undefined, onFault });
  await Promise.resolve(wrapped(make(event) as never, lambda)).catch(() => undefined);
  assert.equal(reports.length, 1, "an error is not reported");
  return reports;
}

const spans = fc.asyncProperty(live, fc.constantFrom(...EVENTS), async (thrown, event) => {
  const reports = await reportsOf(thrown, event);
  const manager = new AsyncLocalStorageContextManager().enable();
  context.setGlobalContextManager(manager);
  try {
    await provider.getTracer("fuzz").startActiveSpan("f", async (span) => {
      for (const report of reports) await openTelemetry()(report);
      span.end();
    });
    const [span] = exporter.getFinishedSpans();
    assert.match(String(span?.attributes["error.type"]), /^[\w.$-]{1,128}$/);
    assert.ok(["string", "undefined"].includes(typeof span?.status.message), "a status without a text");
    for (const { attributes = {} } of span?.events ?? [])
      for (const [name, value] of Object.entries(attributes))
        assert.equal(typeof value, "string", `${name} ${textOf(value)}`);
  } finally {
    exporter.reset();
    context.disable();
    trace.disable();
  }
});

const metrics = fc.asyncProperty(live, fc.constantFrom(...EVENTS), async (thrown, event) => {
  const lines: string[] = [];
  const { write } = process.stdout;
  const reports = await reportsOf(thrown, event);
  process.stdout.write = ((text: string) => lines.push(text) > 0) as typeof write;
  try {
    for (const report of reports) await emfMetrics({ namespace: "Shop" })(report);
  } finally {
    process.stdout.write = write;
  }
  assert.equal(lines.length, reports.length);
  for (const line of lines) {
    assert.match(line, /^[^\r\n\u0085\u2028\u2029]{1,20000}\n$/);
    const { ErrorType, Faults: count, ServerFaults } = JSON.parse(line);
    assert.match(ErrorType, /^[\w.$-]{1,128}$/);
    assert.deepEqual([count, [0, 1].includes(ServerFaults)], [1, true]);
  }
});

const documents = fc.asyncProperty(live, fc.boolean(), async (thrown, stack) => {
  const { errorType, errorMessage, stackTrace: lines } = toLambdaError(make(thrown), { stack });
  assert.deepEqual([typeof errorType, typeof errorMessage], ["string", "string"]);
  for (const line of lines ?? []) assert.equal(typeof line, "string");
});

export const telemetry = [
  target("spans", 150, spans),
  target("metrics", 150, metrics),
  target("errors as documents", 150, documents),
];
