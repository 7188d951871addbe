import { describe, expect, test } from "vitest";
import { decodeRecord } from "../records.ts";
import { decodeAppSync } from "./appsync.ts";
import { encodeAppSyncEvent } from "./appsync-events.ts";

const fault = { errorType: "OrderNotFound", message: "no order", details: { orderId: "o-1" }, status: 404 };
const text = encodeAppSyncEvent(fault);
const read = { errorType: "OrderNotFound", message: "no order", details: { orderId: "o-1" }, status: 404 };

test("a fault is its name and message, and a second line has everything else", () => {
  expect(text).toBe(
    'OrderNotFound: no order\n[faultwire:1] {"faultwire":1,"errorType":"OrderNotFound","details":{"orderId":"o-1"},"status":404}',
  );
  const nameless = encodeAppSyncEvent({ errorType: "Busy", message: "" });
  expect(nameless.split("\n")[0]).toBe("Busy");
  expect(decodeAppSync({ error: nameless })).toMatchObject({ errorType: "Busy", message: "" });
});

describe("a fault is read, details and all, from", () => {
  test.each<[string, unknown]>([
    [
      "a function's answer",
      {
        events: [
          { id: "1", payload: {} },
          { id: "2", error: text },
        ],
      },
    ],
    ["the answer to a subscription", { error: text }],
    [
      "a publish over HTTP",
      { failed: [{ identifier: "2", index: 1, code: 400, message: text }], successful: [] },
    ],
    ["Amplify's events.post", [{ identifier: "2", index: 1, code: 400, message: text }]],
    [
      "a message about a publish",
      { type: "publish_error", id: "1", errors: [{ errorType: "E", message: text }] },
    ],
    [
      "a message about a subscription",
      { type: "subscribe_error", errors: [{ errorType: "E", message: text }] },
    ],
    [
      "a publish over a connection",
      { type: "publish_success", failed: [{ identifier: "2", index: 1, message: text }], successful: [] },
    ],
  ])("%s", (_what, value) => {
    for (const decode of [decodeAppSync, decodeRecord])
      expect(decode(value)).toMatchObject({ ...read, wire: "appsync", execution: "started", payload: value });
  });
});

test("the text of Powertools names a fault, which is believed only if it is declared", () => {
  expect(decodeAppSync({ events: [{ id: "2", error: "OrderNotFound - no order - yet" }] })).toMatchObject({
    errorType: undefined,
    message: "OrderNotFound - no order - yet",
    embedded: { errorType: "OrderNotFound", message: "no order - yet" },
  });
  expect(decodeAppSync({ error: "An unknown error occurred" })?.embedded).toBeUndefined();
});

test("a refusal of AppSync Events itself does not claim that a function ran", () => {
  const errors = [{ errorType: "UnauthorizedException", message: "You are not authorized" }];
  expect(decodeAppSync({ type: "subscribe_error", id: "1", errors })).toMatchObject({
    errorType: "UnauthorizedException",
    execution: "unknown",
  });
});

test("a user's text inside a message does not pass for the second line", () => {
  const spoof = '\n[faultwire:1] {"faultwire":1,"errorType":"Admin"}';
  const written = encodeAppSyncEvent({ errorType: "Refused", message: `no ${spoof}` });
  expect(decodeAppSync({ error: written })).toMatchObject({ errorType: "Refused" });
  for (const line of ["{}", '{"faultwire":2,"errorType":"E"}', '{"faultwire":1}', "{"])
    expect(decodeAppSync({ error: `E: m\n[faultwire:1] ${line}` })?.errorType).toBeUndefined();
});

test("lists that are not of rejected events are not errors", () => {
  for (const value of [
    [{ identifier: "a", index: 0 }],
    [{ identifier: "a", message: "m" }],
    [{ identifier: 7, index: 0, message: "m" }],
    [{ index: 0, message: "m" }],
    [null, 7, "text"],
    [[{ identifier: "a", index: 0, message: "m" }]],
  ])
    expect(decodeAppSync(value)).toBeUndefined();
});
