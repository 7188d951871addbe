import { afterEach, describe, expect, test, vi } from "vitest";
import { currentTrace, traceToSend } from "./current-trace.ts";

const MINE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
const OTHER = "Root=1-67891233-abcdef012345678912345678";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const store = (getXRayTraceId: () => unknown) =>
  vi.stubGlobal("awslambda", { InvokeStore: { getXRayTraceId } });

describe("the trace of an invocation", () => {
  test("is that of its context, whatever else is set", () => {
    store(() => OTHER);
    vi.stubEnv("_X_AMZN_TRACE_ID", OTHER);
    expect(currentTrace(MINE)).toBe(MINE);
  });

  test("is that of the runtime's store before that of the environment", () => {
    store(() => MINE);
    vi.stubEnv("_X_AMZN_TRACE_ID", OTHER);
    expect(currentTrace()).toBe(MINE);
  });

  test("is that of the environment where the runtime has no store", () => {
    vi.stubEnv("_X_AMZN_TRACE_ID", MINE);
    expect(currentTrace()).toBe(MINE);
    store(() => undefined);
    expect(currentTrace()).toBe(MINE);
    for (const runtime of [{}, { InvokeStore: {} }]) {
      vi.stubGlobal("awslambda", runtime);
      expect(currentTrace()).toBe(MINE);
    }
  });

  test("is a text, or unknown", () => {
    for (const other of [7, true, { Root: "1-5759e988" }, ""]) {
      store(() => other);
      expect(currentTrace()).toBeUndefined();
    }
  });

  test("is never the environment's where invocations run concurrently: it could be another's", () => {
    vi.stubEnv("AWS_LAMBDA_MAX_CONCURRENCY", "10");
    vi.stubEnv("_X_AMZN_TRACE_ID", OTHER);
    expect(currentTrace()).toBeUndefined();
    store(() => MINE);
    expect(currentTrace()).toBe(MINE);
  });

  test("is unknown, and nothing is thrown, where a store throws or there is no process", () => {
    store(() => {
      throw new Error("No context available");
    });
    expect(currentTrace()).toBeUndefined();
    vi.unstubAllGlobals();
    // A browser has no process, and some bundlers put an empty one in its place.
    for (const process of [undefined, {}]) {
      vi.stubGlobal("process", process);
      expect(currentTrace()).toBeUndefined();
      expect(currentTrace(MINE)).toBe(MINE);
      expect(traceToSend()).toBeUndefined();
    }
  });

  test("is sent only from inside of a function", () => {
    vi.stubEnv("_X_AMZN_TRACE_ID", MINE);
    expect(traceToSend()).toBeUndefined();
    vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "get-order");
    expect(traceToSend()).toBe(MINE);
    vi.stubEnv("_X_AMZN_TRACE_ID", "");
    expect(traceToSend()).toBeUndefined();
  });
});
