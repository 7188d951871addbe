import { expect, test } from "vitest";
import cases from "../../../cases/async-errors.json" with { type: "json" };
import { decodeBodyRecord, decodeRecord, decodeTextRecord } from "./records.ts";

const wires: Readonly<Record<string, string>> = {
  destination: "destination",
  "stream-destination": "destination",
  dlq: "dead-letter",
  undelivered: "dead-letter",
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

test("the body of a successful response is an error only by the rules of its service", () => {
  const graphql = { data: null, errors: [{ message: "m" }] };
  expect(decodeBodyRecord(graphql)).toMatchObject({ wire: "appsync", message: "m" });
  const failed = { status: "FAILED", error: "E", cause: "m" };
  expect(decodeBodyRecord({ executionArn: "arn", ...failed })).toMatchObject({ wire: "step-functions" });
  expect(decodeBodyRecord({ ExecutionArn: "arn", ...failed })).toMatchObject({ wire: "step-functions" });
  expect(decodeBodyRecord({ jsonrpc: "2.0", error: { code: 1, message: "m" } })).toMatchObject({
    wire: "json-rpc",
  });
  for (const other of [
    ...[
      failed,
      { errorType: "E", errorMessage: "m" },
      undefined,
      "text",
      { data: {}, errors: [{ message: "m" }] },
    ],
    { data: null, errors: [] },
  ])
    expect(decodeBodyRecord(other)).toBeUndefined();
});

test("a text is a line of a log, the sentence of Cognito, the event of a stack, or the words of a command", () => {
  const id = "7db0b12d-0e37-4f1c-9f29-a0dc4b7b9ed0";
  for (const [text, wire] of [
    ["PreSignUp failed with error m.", "cognito"],
    [`2026-11-27T10:00:00.000Z ${id} Task timed out after 3.00 seconds`, "log"],
    [
      `Received response status [FAILED] from custom resource. Message returned: m (RequestId: ${id})`,
      "cloudformation",
    ],
    ["An error occurred (E) when calling the Invoke operation: m", "service"],
  ] as const)
    expect(decodeTextRecord(text)).toMatchObject({ wire });
  expect(decodeTextRecord("hello")).toBeUndefined();
});

test("a Lambda error has a type or a message that is not empty, or a stack and either", () => {
  const stack = ["at a"];
  for (const error of [
    ...[
      { errorType: "E" },
      { errorMessage: "m" },
      { errorMessage: { a: 1 } },
      { errorType: "", trace: stack },
    ],
    ...[
      { errorMessage: "", stackTrace: stack },
      { errorType: "", stack },
      { errorCode: "7", errorMessage: "m" },
    ],
  ])
    expect(decodeRecord(error), JSON.stringify(error)).toBeDefined();
  for (const other of [
    ...[
      { errorType: "" },
      { errorMessage: null },
      { errorType: 7 },
      { trace: stack },
      { errorMessage: "", trace: "at" },
    ],
    ...[
      { errorCode: 0, errorMessage: "m" },
      { errorCode: "0", errorMessage: "m" },
    ],
  ])
    expect(decodeRecord(other), JSON.stringify(other)).toBeUndefined();
  expect(decodeRecord({ errorCode: "7", errorMessage: "m" })).toMatchObject({ errorType: "7", message: "m" });
  for (const errorCode of ["7", "0"])
    expect(decodeRecord({ errorCode, errorType: "E" })).toMatchObject({ errorType: "E" });
});
