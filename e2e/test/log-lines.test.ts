import { Logger } from "@aws-lambda-powertools/logger";
import { defineCatalog } from "@faultwire/catalog";
import { lateRejections, wrapBatch, wrapHandler } from "@faultwire/handler";
import { emfMetrics } from "@faultwire/handler/emf";
import { powertoolsLogger } from "@faultwire/handler/powertools";
import { local } from "@faultwire/local";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

/* A line of a log is one line, and of a bounded size, whatever is in it: lines cannot be forged, or be lost by their size. */

const throws = defineCatalog("none", {});
/** Characters that end a line for some reader of logs, and the others that JSON escapes. */
const ENDS = "\n\r\u2028\u2029\u0085\v\f\u0000\u001b[2K";
const FORGED = `${ENDS}{"faultwire":"Forged"}${ENDS}START RequestId: forged${ENDS}`;
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/;
const LIMIT = 256 * 1024;
const HTTP = { version: "2.0", requestContext: { http: { method: "GET" } } };

let written: string[] = [];
const keep = (...given: unknown[]) => {
  // The runtime writes an object as JSON, in its format of that name.
  written.push(given.map((each) => (typeof each === "string" ? each : JSON.stringify(each))).join(" "));
  return true;
};
beforeEach(() => {
  written = [];
  vi.spyOn(console, "error").mockImplementation(keep);
  vi.spyOn(process.stdout, "write").mockImplementation((chunk) => keep(String(chunk).replace(/\n$/, "")));
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => keep(String(chunk).replace(/\n$/, "")));
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

/** An error with a text in every place that a line has. */
function errorWith(text: string): Error {
  const stack = `Error: ${text}\n    at ${text} (${text}:1:1)\n    at f (${text}:1:1)`;
  const members = { name: text, stack, code: text, [text]: text, list: [text, { [text]: text }] };
  const cause = Object.assign(new Error(text), members);
  return Object.assign(new AggregateError([cause], text, { cause }), members);
}

/** Answers an error under ids that somebody made up: as a request, and as a record of a batch. */
async function answer(text: string, options: object): Promise<void> {
  const context = { awsRequestId: text, functionName: "f" } as never;
  const fail = () => Promise.reject(errorWith(text));
  await wrapHandler(fail, { throws, ...options })(HTTP as never, context);
  await wrapBatch(fail, { throws, ...options })(
    { Records: [{ messageId: text, eventSource: "aws:sqs", body: "{}" }] } as never,
    context,
  );
}

function powertools(): object {
  vi.stubEnv("POWERTOOLS_DEV", "false");
  const logger = new Logger({ serviceName: "shop" });
  // The logger has a console of its own, that writes to the streams of the process.
  return { log: powertoolsLogger({ error: (...given) => logger.error(...given) }) };
}

const WRITERS: Readonly<Record<string, () => object>> = {
  "console.error": () => ({}),
  "console.error under the runtime's JSON format": () => {
    vi.stubEnv("AWS_LAMBDA_LOG_FORMAT", "JSON");
    return {};
  },
  powertoolsLogger: powertools,
  emfMetrics: () => ({ log: () => undefined, onFault: emfMetrics({ namespace: "Shop" }) }),
  "a log that throws": () => ({
    log: () => {
      throw new Error(FORGED);
    },
  }),
  "a hook that throws": () => ({ onFault: () => Promise.reject(errorWith(FORGED)) }),
};

describe.each(Object.entries(WRITERS))("what %s writes", (_, options) => {
  test("is one line for each error, whatever the error has in it", async () => {
    await answer(FORGED, options());
    expect(written.length).toBeGreaterThanOrEqual(2);
    expect(written.filter((line) => LINE_END.test(line))).toEqual([]);
    for (const line of written) expect(JSON.parse(line)).not.toHaveProperty("faultwire", "Forged");
  });

  test.each(["\u0001", "\u2028", "😀"])("is at most 256 kB of %j", async (character) => {
    await answer(character.repeat(300_000), options());
    expect(written.length).toBeGreaterThanOrEqual(2);
    for (const line of written) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(LIMIT);
  });
});

test("a late rejection is one line, too", async () => {
  const before = process.listeners("unhandledRejection");
  const guards = [lateRejections()];
  const [ours] = process.listeners("unhandledRejection").filter((listener) => !before.includes(listener));
  await wrapHandler(() => 1, { throws, guards })({}, { awsRequestId: FORGED } as never);
  ours?.(errorWith(FORGED), Promise.resolve());
  process.removeAllListeners("unhandledRejection");
  for (const listener of before) process.on("unhandledRejection", listener);
  expect(written).toHaveLength(1);
  expect(written.join("")).not.toMatch(LINE_END);
});

test("what local writes about a request that it could not answer is one line", async () => {
  const lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: "raw.handler" },
    apis: { inside: { type: "alb", function: "f" } },
  });
  try {
    const body = JSON.stringify({ statusCode: 200, statusDescription: "200 a\nb" });
    await expect(fetch(lambda.url("inside", "/%0aForged"), { method: "POST", body })).rejects.toThrow();
    const about = written.filter((line) => line.includes("could not answer"));
    expect(about).toHaveLength(1);
    expect(about.join("")).not.toMatch(LINE_END);
  } finally {
    await lambda.close();
  }
});
