import { expect, test } from "vitest";
import cases from "../../../cases/async-errors.json" with { type: "json" };
import { decodeRecord } from "./records.ts";

const wires: Readonly<Record<string, string>> = {
  destination: "destination",
  "stream-destination": "destination",
  dlq: "dead-letter",
  stepfunctions: "step-functions",
  appsync: "appsync",
  s3batch: "s3-batch",
  cfn: "cloudformation",
  eventstream: "event-stream",
  jsonrpc: "json-rpc",
};

const failures = cases.filter(({ wire, outcome }) => wires[wire] !== undefined && outcome !== "success");
test.each(failures.map((each) => [each.id, each] as const))("%s is read by its own decoder", (_, each) => {
  expect(decodeRecord(each.input)?.wire).toBe(wires[each.wire]);
});

test("the more specific shape wins over the members of a Lambda error", () => {
  const error = { errorType: "Error", errorMessage: "no" };
  const record = { requestContext: { condition: "RetriesExhausted" }, responsePayload: error };
  expect(decodeRecord({ ...record, ...error })?.wire).toBe("destination");
  expect(decodeRecord({ Error: "Error", Cause: JSON.stringify(error), ...error })?.wire).toBe(
    "step-functions",
  );
  expect(decodeRecord(error)?.wire).toBe("standard");
});

test("nothing is read out of a value that is not a record of an error", () => {
  for (const value of [undefined, null, 1, "text", [], {}, { ok: true }, new Date()])
    expect(decodeRecord(value)).toBeUndefined();
});
