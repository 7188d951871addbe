import { expect, test } from "vitest";
import { decodeTraceId } from "./trace-id.ts";

const ID = "1-5759e988-bd862e3fe1be46a994272793";

test.each([
  ID,
  `Root=${ID}`,
  `Root=${ID};Parent=53995c3f42cd8ad8;Sampled=1`,
  `Root=${ID};Parent=53995c3f42cd8ad8;Sampled=0;Lineage=1:a87bd80c:0`,
  // An Application Load Balancer puts its own member first.
  `Self=1-67891234-12456789abcdef0123456780;Root=${ID};CalledFrom=app`,
  // The Lambda API of former years.
  `root=${ID};sampled=0`,
  ` Sampled=1; Root=${ID} `,
])("the trace id of %j is read", (header) => {
  expect(decodeTraceId(header)).toBe(ID);
});

test.each([
  "",
  "Root=",
  "Root=1-5759e988",
  `Self=${ID}`,
  `Root=${ID}0`,
  `CalledRoot=${ID}`,
  "hello",
  undefined,
  null,
  7,
  [`Root=${ID}`],
])("%j has no trace id", (header) => {
  expect(decodeTraceId(header)).toBeUndefined();
});

test("a long header that is not one is read in a moment", () => {
  expect(decodeTraceId("a=b;".repeat(100_000))).toBeUndefined();
});
