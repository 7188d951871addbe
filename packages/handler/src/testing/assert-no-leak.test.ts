import { defineCatalog, fault } from "@faultwire/catalog";
import { afterEach, beforeEach, describe, expect, type MockInstance, test, vi } from "vitest";
import { z } from "zod";
import { wrapHandler } from "../wrap-handler.ts";
import { assertNoLeak } from "./assert-no-leak.ts";

const SECRET = 's3cr3t "1" of\nours';
const http = { version: "2.0", requestContext: { http: { method: "GET" } }, headers: {} };

class Refused extends fault("Refused", {
  status: 403,
  details: z.object({ why: z.string() }),
  message: "refused",
}) {}
const Faults = defineCatalog("faults", { Refused });

let log: MockInstance<typeof console.error>;
beforeEach(() => {
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => log.mockRestore());

const throwing = (thrown: unknown, more: object = {}) =>
  wrapHandler(() => Promise.reject(thrown), { throws: Faults, ...more });

describe("assertNoLeak", () => {
  test("is content where the secret stays, whatever is answered", async () => {
    const cause = new Error(SECRET);
    await assertNoLeak(throwing(cause), SECRET, [http]);
    await assertNoLeak(throwing(cause, { conceal: true }), SECRET, [http, {}]);
    await assertNoLeak(throwing(new Refused({ why: "no" }, { cause })), SECRET, [http, {}]);
    await assertNoLeak(async () => ({ ok: true, absent: undefined, count: 1 }), SECRET, [null]);
    await assertNoLeak(async () => undefined, SECRET, [{}]);
    await assertNoLeak(async () => ({ none: null }), SECRET, [{}]);
    await assertNoLeak(async () => ({ body: "1" }), SECRET, [{}]);
  });

  test.each<[string, unknown, RegExp]>([
    [
      "a result",
      async () => [{ text: `a ${SECRET}` }],
      /event 0: the secret leaks in result\.0\.text: "a s3/,
    ],
    ["the name of a member", async () => ({ [SECRET]: 1 }), /in the name of result\./],
    [
      "JSON in JSON",
      async () => ({ body: JSON.stringify({ a: JSON.stringify([SECRET]) }) }),
      /body \(JSON\)\.a/,
    ],
    ["JSON that is a text", async () => ({ body: JSON.stringify(SECRET) }), /body \(JSON\): "s3/],
    [
      "base64",
      async () => ({ isBase64Encoded: true, body: Buffer.from(`<${SECRET}>`).toString("base64") }),
      /result\.body: "<s3/,
    ],
    ["a message", throwing(new Error(SECRET)), /in error\.errorMessage: .*\n.*`conceal: true`/],
    ["a text that was thrown", throwing(SECRET), /in error\.errorMessage/],
    ["the details line", throwing(new Refused({ why: SECRET })), /in error\.trace\.1 \(JSON\)\.details\.why/],
  ])("finds it in %s, and says where", async (_, handler, message) => {
    await expect(assertNoLeak(handler as () => unknown, SECRET, [{}])).rejects.toThrow(message);
  });

  test("shows thirty characters on each side of it", async () => {
    const text = `${"a".repeat(99)}s3cr3t${"b".repeat(99)}`;
    await expect(assertNoLeak(async () => text, "s3cr3t", [{}])).rejects.toThrow(
      new Error(`event 0: the secret leaks in result: "${"a".repeat(30)}s3cr3t${"b".repeat(30)}"`),
    );
  });

  test("finds it in the answer to any of the events, and says to which", async () => {
    const handler = throwing(new Refused({ why: SECRET }));
    await expect(assertNoLeak(handler, SECRET, [http])).rejects.toThrow(/event 0: .* result\.body \(JSON\)/);
    const picky = async (event: unknown) => (event === 1 ? SECRET : "");
    await expect(assertNoLeak(picky, SECRET, [0, 1])).rejects.toThrow("event 1");
  });

  test("refuses to look for nothing, or at nothing", async () => {
    await expect(assertNoLeak(async () => 1, "", [{}])).rejects.toThrow(TypeError);
    await expect(assertNoLeak(async () => 1, SECRET, [])).rejects.toThrow("no events");
  });
});
