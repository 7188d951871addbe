import { expect, test } from "vitest";
import { decodeCloudFormation } from "./cloudformation.ts";

const requestId = "7db0b12d-0e37-4f1c-9f29-a0dc4b7b9ed0";
const quoted = `Received response status [FAILED] from custom resource. Message returned: NoSeat: row 7 (RequestId: ${requestId})`;
const read = {
  ...{ wire: "cloudformation", message: "NoSeat: row 7", requestId, execution: "started" },
  embedded: expect.objectContaining({ errorType: "NoSeat", message: "row 7" }),
};

test.each<[string, unknown]>([
  [
    "a custom resource",
    { Status: "FAILED", LogicalResourceId: "l", Reason: "NoSeat: row 7", RequestId: requestId },
  ],
  ["an event of the stack", { ResourceStatusReason: quoted }],
  [
    "the events of the stack",
    { StackEvents: [null, { ResourceStatusReason: "m" }, { ResourceStatusReason: quoted }] },
  ],
  ["EventBridge", { detail: { "status-details": { "status-reason": quoted } } }],
  ["a text", quoted],
  ["a text with a line break", `${quoted}\n`],
])("the failure is read as %s has it", (_what, payload) => {
  expect(decodeCloudFormation(payload)).toEqual({ ...read, payload });
});

test.each<[string, unknown]>([
  ["a success", { Status: "SUCCESS", LogicalResourceId: "l" }],
  ["an answer of another service", { Status: "FAILED", Reason: "m" }],
  ["another reason", { ResourceStatusReason: "Resource creation cancelled" }],
  ["an event without details", { detail: { "status-details": "none" } }],
  ["events without one", { StackEvents: [] }],
  ["a text that quotes it", `INFO ${quoted}`],
])("%s is not a failure", (_what, value) => {
  expect(decodeCloudFormation(value)).toBeUndefined();
});
