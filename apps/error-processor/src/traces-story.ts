import { fileURLToPath } from "node:url";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog } from "@faultwire/catalog";
import { local } from "@faultwire/local";
import { LOG_STREAM, logEventsOf, logsEvent } from "./deliveries.ts";
import { startLoopbackServices } from "./loopback-services.ts";
import type { handler as RandomError } from "./random-error.ts";
import { RandomFaults } from "./random-faults.ts";
import { segmentsOf } from "./segments.ts";
import type { handler as StoreErrors } from "./store-errors.ts";

/*
 * A function fails at random, three calls deep, in one trace. The subscription to its log starts the processor, which
 * stores the log stream and the trace of each request that failed.
 */

const TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";

await using services = await startLoopbackServices("error-evidence");
await using lambda = await local({
  root: fileURLToPath(new URL("./", import.meta.url)),
  functions: {
    "random-error": { handler: "random-error.handler", timeout: 30 },
    "store-errors": { handler: "store-errors.handler", timeout: 40, environment: services.environment },
  },
});

const client = new LambdaClient(lambda.client);
/** The caller has a trace already, as behind an API Gateway that samples it. */
const traced = new LambdaClient(lambda.client);
traced.middlewareStack.add(
  (next) => (given) => {
    Object.assign((given.request as { headers: object }).headers, { "X-Amzn-Trace-Id": TRACE });
    return next(given);
  },
  { step: "build" },
);

const randomError = createCaller<typeof RandomError>({
  client: traced,
  functionName: "random-error",
  faults: RandomFaults,
});
const { meta } = await randomError.safe({ errorRate: 0.001, maxDepth: 3 });
console.log(`\nThe call failed in the trace ${meta.traceId}.`);

const runs = lambda.runs("random-error");
// On AWS, Lambda sends segments to X-Ray and the log to CloudWatch Logs.
const traceId = meta.traceId ?? "";
services.traces.set(
  traceId,
  runs.toReversed().flatMap((run, order) => segmentsOf("random-error", run, order)),
);
services.logStreams.set(LOG_STREAM, logEventsOf(runs));

const storeErrors = createCaller<typeof StoreErrors>({
  client,
  functionName: "store-errors",
  faults: defineCatalog("error-processor", {}),
});
const stored = await storeErrors(logsEvent("random-error", runs));
for (const { errorType, requestId, chain } of stored) {
  console.log(`\n${errorType} in the request ${requestId}`);
  for (const link of chain) console.log(`   ${link}`);
}

// Each stored log has the request, each stored trace all three functions.
const complete = stored.filter(({ requestId, keys: [logKey = "", traceKey = ""] }) => {
  const trace = JSON.parse(services.objects.get(traceKey) ?? "{}");
  return services.objects.get(logKey)?.includes(requestId) && trace.Segments?.length === 6;
});
client.destroy();
traced.destroy();
console.log(`\n${complete.length} of ${runs.length} errors were stored with their log and their trace.`);
process.exitCode = complete.length === runs.length ? 0 : 1;
