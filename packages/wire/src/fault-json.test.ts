import { describe, expect, test } from "vitest";
import { decodeFault, encodeFault } from "./fault-json.ts";

const fault = {
  ...{ errorType: "NoSeat", message: "no seat", details: { row: 7 }, status: 409, retryable: true },
  ...{ retryAfter: 3, name: "NoSeat", category: "conflict", execution: "finished" },
};
const json = {
  ...{ errorType: "NoSeat", errorMessage: "no seat", details: { row: 7 }, status: 409, retryable: true },
  ...{ retryAfter: 3, faultwire: 1, name: "NoSeat", category: "conflict", execution: "finished" },
};
const origin = {
  ...{ wire: "standard", requestId: "r", traceId: "1-5759e988-bd862e3fe1be46a994272793", functionName: "f" },
  ...{ logTail: "log", executedVersion: "7", durableExecutionArn: "arn", embedded: { a: 1 } },
  remoteStack: ["at a", { b: 1 }],
};

describe("the JSON of a fault", () => {
  test("has its members, and of a received one its origin and its cause", () => {
    expect(encodeFault(fault)).toEqual(json);
    const more = { reason: "r", ec2ErrorCode: "e", issues: "i" };
    expect(encodeFault({ ...fault, ...more }, { origin, cause: json })).toEqual({
      ...{ ...json, ...more },
      ...{ origin, cause: json },
    });
  });

  test("has a mark where JSON cannot write its details, and nothing of those that throw", () => {
    const detailsOf = (details: unknown) => encodeFault({ ...fault, details }).details;
    const texts = { seat: null, gate: null, from: "a", to: "a", by: 1, at: 1 };
    const self: Record<string, unknown> = { row: 7n, ...texts };
    self.self = self;
    expect(detailsOf(self)).toEqual({ row: "7", ...texts, self: "…" });
    let deep: unknown = "last";
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    expect(JSON.stringify(detailsOf(deep))).toBe(`${"[".repeat(499)}"…"${"]".repeat(499)}`);
    const { details: _, ...others } = json;
    const throwing = {
      toJSON: () => {
        throw new Error("no JSON");
      },
    };
    expect(encodeFault({ ...fault, details: throwing }, { origin, cause: undefined })).toEqual(others);
  });

  test("is read with everything that it has", () => {
    const cause = {
      ...json,
      name: "Cause",
      execution: "whenever",
      reason: "r",
      ec2ErrorCode: "e",
      issues: "i",
    };
    const value = { ...json, origin, cause };
    expect(decodeFault(value)).toEqual({
      ...{ payload: value, name: "NoSeat", category: "conflict", errorType: "NoSeat", message: "no seat" },
      ...{ details: { row: 7 }, status: 409, retryable: true, retryAfter: 3, execution: "finished" },
      ...{ wire: "standard", requestId: "r", traceId: origin.traceId, functionName: "f", logTail: "log" },
      ...{ executedVersion: "7", durableExecutionArn: "arn", members: { a: 1 } },
      remoteStack: ["at a", '{"b":1}'],
      cause: expect.objectContaining({
        ...{ name: "Cause", wire: "fault-json", execution: undefined },
        ...{ reason: "r", ec2ErrorCode: "e", issues: "i", cause: undefined },
      }),
    });
  });

  test.each(["none", "started", "finished", "unknown"])("proves the execution %s", (execution) => {
    expect(decodeFault({ ...json, execution })?.execution).toBe(execution);
  });

  test("keeps a status that only the platform has, and details that look like a note", () => {
    expect(decodeFault({ ...json, status: 200 })?.status).toBe(200);
    expect(decodeFault({ ...json, status: "409" })?.status).toBeUndefined();
    expect(decodeFault({ ...json, details: { dropped: 7 } })).toMatchObject({
      details: { dropped: 7 },
      dropped: undefined,
    });
  });

  test("is not any other value", () => {
    const { name, category } = json;
    for (const other of [
      ...[undefined, null, "text", [], {}, { ...json, faultwire: 2 }],
      ...[
        { faultwire: 1, name },
        { faultwire: 1, category },
        { ...json, origin: [], name: 1 },
      ],
    ])
      expect(decodeFault(other)).toBeUndefined();
    expect(decodeFault({ faultwire: 1, name, category, origin: "o" })).toMatchObject({ wire: "fault-json" });
  });

  test("has 32 causes", () => {
    let value: object = { ...json, name: "last" };
    for (let depth = 0; depth < 32; depth += 1) value = { ...json, cause: value };
    const lastOf = (whole: unknown) => {
      let read = decodeFault(whole);
      while (read?.cause) read = read.cause;
      return read?.name;
    };
    expect(lastOf(value)).toBe("last");
    expect(lastOf({ ...json, cause: value })).toBe("NoSeat");
  });
});
