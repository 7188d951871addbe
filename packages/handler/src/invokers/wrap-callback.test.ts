import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test, vi } from "vitest";
import { type Callback, type CallbackHandler, wrapCallback } from "./wrap-callback.ts";

class Late extends fault("Late", { message: "late" }) {}
const throws = defineCatalog("faults", { Late });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

test("invocations that overlap have one listener of the process, and leave none", async () => {
  // A copy of its own: those that wait in other tests share the listener of theirs.
  vi.resetModules();
  const { wrapCallback } = await import("./wrap-callback.ts");
  const before = process.listenerCount("beforeExit");
  const callbacks: Callback<number>[] = [];
  const wrapped = wrapCallback(
    (_event: unknown, _context: unknown, callback: Callback<number>) => {
      callbacks.push(callback);
    },
    { throws },
  );
  const answers = Array.from({ length: 30 }, () => wrapped({}, context));
  await new Promise((resolve) => setTimeout(resolve));
  expect(callbacks).toHaveLength(30);
  expect(process.listenerCount("beforeExit")).toBe(before + 1);
  for (const [index, callback] of callbacks.entries()) callback(undefined, index);
  expect(await Promise.all(answers)).toEqual(Array.from({ length: 30 }, (_, index) => index));
  expect(process.listenerCount("beforeExit")).toBe(before);
});

test("handlers that leave nothing to do, without a word, are answered when the process is about to exit", async () => {
  const wrapped = wrapCallback(() => undefined, { throws });
  const answers = [wrapped({}, context), wrapped({}, context)];
  await new Promise((resolve) => setTimeout(resolve));
  process.emit("beforeExit", 0);
  expect(await Promise.all(answers)).toEqual([undefined, undefined]);
});

type Old = Parameters<CallbackHandler<unknown, number, typeof context>>;

test.each<[string, (...given: Old) => unknown, object]>([
  ["the callback with a value", (_event, _context, callback) => callback(null, 1), { value: 1 }],
  ["the callback with an error", (_event, _context, callback) => callback(new Late()), { error: "late" }],
  ["the callback with a false error", (_event, _context, callback) => callback(false), { error: false }],
  ["context.succeed", (_event, old) => old.succeed(1), { value: 1 }],
  ["context.fail", (_event, old) => old.fail(new Late()), { error: "late" }],
  ["context.done with a value", (_event, old) => old.done(undefined, 1), { value: 1 }],
  ["context.done with an error", (_event, old) => old.done(new Late()), { error: "late" }],
  ["a promise", async () => 1, { value: 1 }],
  ["a promise that is rejected", () => Promise.reject(new Late()), { error: "late" }],
  [
    "the first of several",
    (_event, old, callback) => {
      callback(null, 1);
      old.fail(new Late());
      return Promise.resolve(2);
    },
    { value: 1 },
  ],
  [
    "the callback, where it returns another value",
    (_event, _context, callback) => {
      setTimeout(callback, 1, null, 1);
      return null;
    },
    { value: 1 },
  ],
  [
    "the callback, where it returns an object with a member `then` that is not a function",
    (_event, _context, callback) => {
      setTimeout(callback, 1, null, 1);
      // biome-ignore lint/suspicious/noThenProperty: it is what the test is about
      return { then: 1 };
    },
    { value: 1 },
  ],
  [
    "the callback, where it returns an object that is not a promise",
    (_event, _context, callback) => {
      setTimeout(callback, 1, null, 1);
      return {};
    },
    { value: 1 },
  ],
])("an old handler answers by %s", async (_title, handler, expected) => {
  const wrapped = wrapCallback<typeof throws, unknown, number, typeof context>(handler, { throws });
  const end = await wrapped({}, context).then(
    (value) => ({ value }),
    (thrown) => ({ error: thrown?.message ?? thrown }),
  );
  expect(end).toEqual(expected);
});

test("an old handler has the context of its invocation, with members of its own", async () => {
  const seen: unknown[] = [];
  const wrapped = wrapCallback(
    (_event, old, callback) => {
      seen.push(old.awsRequestId, old.getRemainingTimeInMillis(), old.callbackWaitsForEmptyEventLoop);
      old.callbackWaitsForEmptyEventLoop = false;
      callback();
    },
    { throws },
  );
  await wrapped({}, context);
  expect(seen).toEqual(["r-1", 3000, true]);
  expect(context).not.toHaveProperty("callbackWaitsForEmptyEventLoop");
});
