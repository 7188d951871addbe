import type { FaultReport } from "@faultwire/handler";
import { type EmfOptions, emfMetrics } from "@faultwire/handler/emf";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { z } from "zod";
import schema from "../../../cases/emf-schema.json" with { type: "json" };
import { deploy } from "./deployed.ts";

/** The schema that CloudWatch's specification publishes. */
const Published = z.fromJSONSchema(schema as never);

/** The rules that the specification states in words. */
function check(line: string): Record<string, unknown> {
  const root = JSON.parse(line);
  expect(Published.safeParse(root).error).toBeUndefined();
  for (const { Dimensions, Metrics } of root._aws.CloudWatchMetrics) {
    for (const name of Dimensions.flat()) expect(root[name]).toMatch(/^[\x20-\x7e]{1,1024}$/);
    for (const { Name } of Metrics) expect(root[Name]).toBeTypeOf("number");
  }
  expect(Math.abs(Date.now() - root._aws.Timestamp)).toBeLessThan(60_000);
  return root;
}

test("a line has nothing of a fault's details", async () => {
  await using deployed = await deploy({ shop: "counted.handler" }, { AWS_LAMBDA_LOG_FORMAT: "Text" });
  const { log } = await deployed.invoke("shop", { throw: "with a card" });
  const [line = ""] = log.split("\n").filter((each) => each.includes("CloudWatchMetrics"));
  expect(line).toContain("CardRefused");
  expect(line).not.toContain("4111");
});

describe.each(["Text", "JSON"])("a function whose log is %s", (format) => {
  test("writes one valid line for each error, under AWS's runtime client", async () => {
    await using deployed = await deploy({ shop: "counted.handler" }, { AWS_LAMBDA_LOG_FORMAT: format });
    const { log } = await deployed.invoke("shop", { throw: "declared, the server's" });
    const lines = log.split("\n").filter((line) => line.includes("CloudWatchMetrics"));
    expect(lines).toHaveLength(1);
    const [requestId] = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(log) ?? [];
    expect(check(lines[0] ?? "")).toEqual({
      _aws: {
        Timestamp: expect.any(Number),
        CloudWatchMetrics: [
          {
            Namespace: "Shop",
            Dimensions: [
              ["Stage", "FunctionName"],
              ["Stage", "FunctionName", "ErrorType"],
            ],
            Metrics: [
              { Name: "Faults", Unit: "Count" },
              { Name: "ServerFaults", Unit: "Count" },
            ],
          },
        ],
      },
      Stage: "test",
      FunctionName: "shop",
      ErrorType: "Down",
      Faults: 1,
      ServerFaults: 1,
      requestId,
    });
  });
});

describe("a line", () => {
  let write: MockInstance<typeof process.stdout.write>;
  beforeEach(() => {
    write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  });
  afterEach(() => write.mockRestore());

  const report: FaultReport = {
    errorType: "OrderNotFound",
    status: 404,
    thrown: undefined,
    isDeclared: true,
    isThrown: false,
    requestId: "r-1",
  };
  const lineOf = (given: Partial<FaultReport>, options: Partial<EmfOptions> = {}) => {
    emfMetrics({ namespace: "Shop", ...options })({ ...report, ...given });
    return String(write.mock.lastCall?.[0]);
  };

  test("counts a fault that is the client's as no fault of the server", () => {
    expect(check(lineOf({}))).toMatchObject({ ErrorType: "OrderNotFound", Faults: 1, ServerFaults: 0 });
  });

  test("is valid for any name of an error, and a text that is not a name makes no metric of its own", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (errorType) => {
        const line = lineOf({ errorType });
        expect(line.indexOf("\n")).toBe(line.length - 1);
        check(line);
      }),
    );
    for (const errorType of ["", "Order o-1 failed", "é", "a".repeat(129)])
      expect(check(lineOf({ errorType }))).toMatchObject({ ErrorType: "Error" });
  });

  test("is valid at the limits of namespace and dimensions", () => {
    const many = Array.from({ length: 28 }, (_, index) => [`d${index}`.padEnd(250, "x"), "v".repeat(1024)]);
    check(lineOf({}, { namespace: "n".repeat(255), dimensions: Object.fromEntries(many) }));
  });
});

describe("what CloudWatch would drop in silence is refused where it is configured", () => {
  test.each<[string, EmfOptions, string]>([
    ["an empty namespace", { namespace: "" }, 'namespace is 1 to 255 of the letters, digits and " ._/#:-"'],
    ["a namespace of AWS's own", { namespace: "AWS/Lambda" }, 'not beginning with "AWS/"'],
    ["a namespace that is too long", { namespace: "n".repeat(256) }, "namespace is 1 to 255"],
    ["a dimension of ours", { namespace: "n", dimensions: { ErrorType: "x" } }, "rename it"],
    ["a name beginning with a colon", { namespace: "n", dimensions: { ":a": "x" } }, 'it is ":a"'],
    ["a name that is not ASCII", { namespace: "n", dimensions: { é: "x" } }, 'it is "é"'],
    ["an empty value", { namespace: "n", dimensions: { Stage: "" } }, 'the dimension "Stage" is a text'],
    ["a value of spaces", { namespace: "n", dimensions: { Stage: "  " } }, "not all spaces"],
    ["a value that is too long", { namespace: "n", dimensions: { Stage: "v".repeat(1025) } }, "1 to 1024"],
    ["no text", { namespace: "n", dimensions: { Stage: undefined as never } }, "it is undefined"],
    [
      "too many dimensions",
      {
        namespace: "n",
        dimensions: Object.fromEntries(Array.from({ length: 29 }, (_, i) => [`d${i}`, "v"])),
      },
      "at most 28 dimensions fit beside ours; there are 29",
    ],
  ])("%s", (_, options, message) => {
    expect(() => emfMetrics(options)).toThrow(TypeError);
    expect(() => emfMetrics(options)).toThrow(message);
  });
});
