import { defineCatalog, fault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/receiving";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { wrapHandler } from "../wrap-handler.ts";
import type { FaultLine, FaultLog } from "./fault-line.ts";
import type { FaultReport } from "./notify-hooks.ts";

class NotFound extends fault("NotFound", { status: 404, message: "not found" }) {}
class Down extends fault("Down", { status: 503, message: "down" }) {}
const throws = defineCatalog("x", { NotFound, Down });

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "GET" } } };

let errors: MockInstance<typeof console.error>;
beforeEach(() => {
  errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => errors.mockRestore());

/** Has a wrapped handler throw this, whatever it makes of it. */
async function run(thrown: unknown, event: object, more: object): Promise<void> {
  const wrapped = wrapHandler(() => Promise.reject(thrown), { throws, ...more });
  await wrapped(event as never, context).catch(() => undefined);
}

const cause = new Error("the pool");
const direct = { event: {}, options: {} };
const proxy = { event: http, options: {} };
const document = { event: {}, options: { wire: "document" } };
const custom = { event: {}, options: { wire: "custom" } };
const concealed = { event: {}, options: { conceal: true } };

/** The runtime logs the errors that it gets; it sees no returned error, no concealed one and no cause. */
const LINES: [string, { event: object; options: object }, unknown, string | undefined][] = [
  ["a fault of the client's over HTTP", proxy, new NotFound(), undefined],
  ["a fault of the client's as a document", document, new NotFound(), undefined],
  ["a fault on a direct call", direct, new Down(), undefined],
  ["an undeclared error on a direct call", direct, new RangeError("e"), undefined],
  ["a fault of the client's on the custom wire", custom, new NotFound(), undefined],
  ["a fault of the server's on the custom wire", custom, new Down(), "Down"],
  ["a fault of the server's over HTTP", proxy, new Down(), "Down"],
  ["a fault of the server's as a document", document, new Down(), "Down"],
  ["an undeclared error over HTTP", proxy, new RangeError("e"), "InternalFailure"],
  ["an undeclared error as a document", document, new RangeError("e"), "undeclared"],
  ["an undeclared error on the custom wire", custom, new RangeError("e"), "InternalFailure"],
  ["a concealed error on a direct call", concealed, new RangeError("e"), "InternalFailure"],
  ["a cause on a direct call", direct, new NotFound(undefined, { cause }), "NotFound"],
  ["a cause over HTTP", proxy, new NotFound(undefined, { cause }), "NotFound"],
  ["a cause as a document", document, new NotFound(undefined, { cause }), "NotFound"],
  ["a cause on the custom wire", custom, new NotFound(undefined, { cause }), "NotFound"],
  ["a cause of an undeclared error", direct, new RangeError("e", { cause }), "undeclared"],
];

describe("the log has one line for what the runtime does not log itself, and is quiet else", () => {
  test.each(LINES)("%s", async (_, { event, options }, thrown, expected) => {
    await run(thrown, event, options);
    const lines = errors.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines.map(({ faultwire, requestId }) => [faultwire, requestId])).toEqual(
      expected === undefined ? [] : [[expected, "r-1"]],
    );
  });
});

test.each([
  ["with a cause on a direct call", true, direct, new NotFound(undefined, { cause })],
  ["concealed on a direct call", true, concealed, new RangeError("e")],
  ["over HTTP", false, proxy, new Down()],
  ["as a document", false, document, new Down()],
  ["on the custom wire", false, custom, new Down()],
  ["undeclared", undefined, direct, new RangeError("e", { cause })],
])(
  "the line states whether the runtime writes one about the same fault: %s, %j",
  async (_, isLoggedByRuntime, { event, options }, thrown) => {
    await run(thrown, event, options);
    const lines = errors.mock.calls.map(([line]) => JSON.parse(String(line)));
    expect(lines.map((line) => line.isLoggedByRuntime)).toEqual([isLoggedByRuntime]);
  },
);

describe("a log of somebody else's", () => {
  test.each(LINES)(
    "takes the line, and nothing else does: %s",
    async (_, { event, options }, thrown, expected) => {
      const log = vi.fn<FaultLog>();
      await run(thrown, event, { ...options, log });
      expect(log.mock.calls.map(([{ faultwire }]) => faultwire)).toEqual(
        expected === undefined ? [] : [expected],
      );
      expect(errors).not.toHaveBeenCalled();
    },
  );

  test("that throws loses no line", async () => {
    const log = () => {
      throw new Error("the logger's own");
    };
    await run(new Down(), http, { log });
    const line: FaultLine = JSON.parse(String(errors.mock.lastCall?.[0]));
    expect(line).toMatchObject({ faultwire: "Down", error: { errorMessage: "down" } });
  });
});

describe("a declared fault that `throws` does not have", () => {
  class Unlisted extends fault("Unlisted", { status: 409, message: "not listed" }) {}
  const Callee = defineCatalog("callee", { Unlisted });
  const lines = () => errors.mock.calls.map(([line]) => JSON.parse(String(line)).faultwire);

  test("is logged as a slip, once", async () => {
    const other = defineCatalog("other", { NotFound });
    await run(new Unlisted(), {}, { throws: other });
    await run(new Unlisted(), {}, { throws: other });
    expect(lines().filter((name) => name === "throws")).toHaveLength(1);
    const { error } = JSON.parse(String(errors.mock.calls[0]?.[0]));
    expect(error.errorMessage).toMatch(/^Unlisted is a declared fault, but the catalog "other" /);
    // Nothing but the words: its frames would be of this library.
    expect(error.stack).toEqual([`TypeError: ${error.errorMessage}`]);
  });

  test("is not a slip where it was received from a callee", async () => {
    const wire = { wire: "standard", payload: {}, errorType: "Unlisted", message: "not listed" } as const;
    const other = defineCatalog("other", { NotFound });
    await run(toFault(wire, Callee), {}, { throws: other });
    expect(lines()).toEqual(["DependencyFailed"]);
  });

  test("is a failed dependency without a name where what it was received from is not known", async () => {
    const received = Object.defineProperty(new Unlisted(), "origin", { value: null });
    const wrapped = wrapHandler(() => Promise.reject(received), { throws });
    await expect(wrapped({}, context)).rejects.toMatchObject({
      ...{ name: "DependencyFailed", message: "The call to a dependency failed" },
    });
  });
});

describe("several hooks", () => {
  test("hear of an error in their order, each when the one before is done", async () => {
    const heard: string[] = [];
    const first = async ({ errorType }: FaultReport) => {
      await Promise.resolve();
      heard.push(`first ${errorType}`);
    };
    const second = ({ errorType }: FaultReport) => heard.push(`second ${errorType}`);
    await run(new Down(), http, { onFault: [first, second] });
    expect(heard).toEqual(["first Down", "second Down"]);
  });

  test("hear of it though one before them fails, and the failure is logged", async () => {
    const second = vi.fn();
    await run(new NotFound(), http, {
      onFault: [() => Promise.reject(new Error("the first's own")), second],
    });
    expect(second).toHaveBeenCalledOnce();
    expect(errors.mock.calls.flat().join()).toContain("the first's own");
  });
});

describe("the trace of an invocation is in its log line and in the report", () => {
  const TRACE = "1-5759e988-bd862e3fe1be46a994272793";
  const header = (id: string) => `Root=${id};Parent=53995c3f42cd8ad8;Sampled=1`;
  const OTHER = header("1-67891233-abcdef012345678912345678");

  async function seen(given: object): Promise<unknown[]> {
    const log = vi.fn<FaultLog>();
    const onFault = vi.fn<(report: FaultReport) => void>();
    const wrapped = wrapHandler(() => Promise.reject(new Down()), { throws, log, onFault });
    await wrapped(http as never, { ...context, ...given } as never);
    return [log.mock.lastCall?.[0].traceId, onFault.mock.lastCall?.[0].traceId];
  }

  afterEach(() => vi.unstubAllEnvs());

  test("of the runtime of Node.js 24, which has it in the context", async () => {
    expect(await seen({ xRayTraceId: header(TRACE) })).toEqual([TRACE, TRACE]);
  });

  test("of the runtime of Node.js 22, which has it in the environment", async () => {
    vi.stubEnv("_X_AMZN_TRACE_ID", header(TRACE));
    expect(await seen({})).toEqual([TRACE, TRACE]);
  });

  test("and never another invocation's, where invocations run concurrently", async () => {
    vi.stubEnv("AWS_LAMBDA_MAX_CONCURRENCY", "10");
    vi.stubEnv("_X_AMZN_TRACE_ID", OTHER);
    expect(await seen({ xRayTraceId: header(TRACE) })).toEqual([TRACE, TRACE]);
    expect(await seen({})).toEqual([undefined, undefined]);
  });

  test("and absent outside of Lambda", async () => {
    expect(await seen({})).toEqual([undefined, undefined]);
    await run(new Down(), http, {});
    expect(errors.mock.lastCall?.[0]).not.toContain("traceId");
  });
});
