import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test } from "vitest";
import { type Callback, wrapCallback } from "./wrap-callback.ts";

class Late extends fault("Late", { message: "late" }) {}
const throws = defineCatalog("faults", { Late });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };

test("invocations that overlap have one listener of the process, and leave none", async () => {
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
