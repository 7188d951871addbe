import { gzipSync } from "node:zlib";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller, parseLogs } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { local } from "@faultwire/local";
import { expect, test } from "vitest";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { Stock } from "./functions/chain.ts";

/* One trace through a chain of three functions: a calls b, b calls c, and c fails. */

const ROOT = "1-5759e988-bd862e3fe1be46a994272793";
const HEADER = `Root=${ROOT};Parent=53995c3f42cd8ad8;Sampled=1`;
const NAMES = ["a", "b", "c"];

function start(runtime: "nodejs24.x" | "nodejs22.x") {
  const configOf = (name: string) => ({ handler: `chain.${name}`, runtime, timeout: 30, environment });
  return local({
    root: `${import.meta.dirname}/functions`,
    functions: Object.fromEntries(NAMES.map((name) => [name, configOf(name)])),
    apis: {
      shop: { type: "rest", routes: Object.fromEntries(NAMES.map((name) => [`POST /${name}`, name])) },
    },
  });
}

/** The event of a subscription to the log of a function. */
function delivered(functionName: string, log: string): unknown {
  const record = {
    messageType: "DATA_MESSAGE",
    logGroup: `/aws/lambda/${functionName}`,
    logStream: "s",
    // The sum of an invocation is one event, with the line of its trace.
    logEvents: log
      .split(/\n(?!XRAY)/)
      .map((message, index) => ({ id: String(index), timestamp: index, message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(record)).toString("base64") } };
}

test.each(["nodejs24.x", "nodejs22.x"] as const)(
  "one trace goes through a chain under %s",
  async (runtime) => {
    const lambda = await start(runtime);
    const client = new LambdaClient(lambda.client);
    // The caller outside of Lambda has a trace of its own, as a tracer's middleware sets it.
    client.middlewareStack.add(
      (next) => (given) => {
        Object.assign((given.request as { headers: object }).headers, { "X-Amzn-Trace-Id": HEADER });
        return next(given);
      },
      { step: "build" },
    );
    const direct = createCaller({ client, functionName: "a", faults: Stock });
    const url = lambda.url("shop", "/a");
    const http = createHttpCaller({ url, faults: Stock, headers: { "X-Amzn-Trace-Id": HEADER } });
    try {
      for (const outcome of [
        await direct.safe({ sku: "lamp" }),
        await http.safe({ sku: "lamp", api: lambda.url("shop") }),
      ]) {
        expect(outcome.meta.traceId).toBe(ROOT);
        expect(outcome).toMatchObject({ fault: { name: "OutOfStock", details: { sku: "lamp" } } });
        if (!outcome.ok) expect(outcome.fault.origin?.traceId).toBe(ROOT);
        for (const name of NAMES) {
          const { traceId, log = "" } = lambda.runs(name).at(-1) ?? {};
          expect([name, traceId]).toEqual([name, ROOT]);
          const line = log.split("\n").find((one) => one.includes('"faultwire"')) ?? log;
          expect(JSON.parse(line.slice(line.indexOf("{")))).toMatchObject({
            faultwire: "OutOfStock",
            traceId: ROOT,
          });
          // The runtime's own line has no trace; the sum of the invocation has it.
          const logged = await parseLogs(delivered(name, log), Stock);
          expect(logged.map(({ fault }) => fault.origin?.traceId)).toEqual(logged.map(() => ROOT));
          expect(logged).not.toHaveLength(0);
        }
      }
    } finally {
      client.destroy();
      await lambda.close();
    }
  },
);
