import { describe, expect, test } from "vitest";
import { faultOfPayload, faultOfResponse } from "./stated-fault.ts";

describe("the payload of a function error states", () => {
  const marked = '[name:1] {"details":{"orderId":"o-1"},"status":404}';

  test.each([
    [
      "type and message",
      { errorType: "E", errorMessage: "m" },
      { type: "E", message: "m", details: undefined },
    ],
    ["details of its own", { errorType: "E", details: { a: 1 } }, { type: "E", details: '{\n  "a": 1\n}' }],
    [
      "details behind a mark in the second line of its trace",
      { errorType: "E", errorMessage: "m", trace: ["E: m", marked, "    at f (a.js:1:1)"] },
      { details: '{\n  "orderId": "o-1"\n}' },
    ],
    ["no details in any other line", { errorType: "E", trace: [marked] }, { details: undefined }],
  ])("%s", (_, payload, fault) => {
    expect(faultOfPayload(JSON.stringify(payload))).toMatchObject(fault);
  });

  test.each(["", "null", "[]", '"text"', "{}", '{"message":"of a result"}', "<html>"])(
    "nothing: %s",
    (payload) => {
      expect(faultOfPayload(payload)).toBeUndefined();
    },
  );
});

describe("a response states its fault", () => {
  const header = new Map([["x-amzn-errortype", "OrderNotFound:http://internal.amazon.com/coral/"]]);

  test.each([
    [
      "by its header",
      header,
      '{"message":"m"}',
      { type: "OrderNotFound", message: "m", statedBy: "X-Amzn-ErrorType" },
    ],
    ["by its body", new Map(), '{"__type":"E","Message":"m"}', { type: "E", message: "m", statedBy: "body" }],
    [
      "as problem details",
      new Map(),
      '{"title":"Out of stock","detail":"m"}',
      { type: "Out of stock", message: "m" },
    ],
  ])("%s", (_, headers, body, fault) => {
    expect(faultOfResponse(headers, body)).toMatchObject(fault);
  });

  test("or nothing, as a page of a load balancer", () => {
    expect(faultOfResponse(new Map(), "<html></html>")).toBeUndefined();
  });
});
