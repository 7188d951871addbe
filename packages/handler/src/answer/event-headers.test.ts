import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { wrapHandler } from "../wrap-handler.ts";

class NotFound extends fault("NotFound", { status: 404, message: "not found" }) {}
const throws = defineCatalog("faults", { NotFound });
const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "GET" } }, headers: {} };

const throwing = () => {
  throw new RangeError("no");
};
const hostile: [string, () => unknown][] = [
  ["a value without a text", () => ({ "X-Bad": Object.create(null), "X-Ok": "1" })],
  ["a value whose toString throws", () => ({ "X-Bad": { toString: throwing }, "X-Ok": "1" })],
  ["a getter that throws", () => Object.defineProperty({}, "X-Bad", { enumerable: true, get: throwing })],
  [
    "a revoked proxy",
    () => {
      const { proxy, revoke } = Proxy.revocable({}, {});
      revoke();
      return proxy;
    },
  ],
];

test.each(hostile)("headers with %s cost neither an error's answer nor a success", async (_, make) => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  // Its author's mistake: the types refuse it.
  const headers = () => make() as Record<string, string>;
  const refused = wrapHandler(() => Promise.reject(new NotFound()), { throws, headers });
  expect(await refused(http, context)).toMatchObject({ statusCode: 404 });
  const succeeded = wrapHandler(async () => ({ a: 1 }), {
    throws,
    headers,
    output: z.object({ a: z.number() }),
  });
  expect(await succeeded(http, context)).toMatchObject({ statusCode: 200, body: '{"a":1}' });
});

test.each(hostile)("a fault's headers with %s cost its answer nothing else", async (_, make) => {
  const error = new NotFound();
  Object.defineProperty(error, "headers", { value: make() });
  const wrapped = wrapHandler(() => Promise.reject(error), { throws });
  expect(await wrapped(http, context)).toMatchObject({
    statusCode: 404,
    headers: { "X-Amzn-ErrorType": "NotFound" },
  });
});
