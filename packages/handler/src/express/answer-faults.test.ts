import { EventEmitter } from "node:events";
import { defineCatalog, fault } from "@faultwire/catalog";
import { expect, test, vi } from "vitest";
import { answerFaults } from "./answer-faults.ts";

/* The rest is in ../../test/express.test.ts, under Express and its adapters. */

class Refused extends fault("Refused", { status: 409, message: "refused" }) {}
const middleware = answerFaults({ throws: defineCatalog("faults", { Refused }), log: () => undefined });

/** A response that has begun, as an adapter makes it. */
function begun() {
  return Object.assign(new EventEmitter(), {
    headersSent: true,
    statusCode: 200,
    removeHeader: () => undefined,
    setHeader: () => undefined,
    end: () => undefined,
  });
}

async function fail(response: ReturnType<typeof begun>) {
  const emit = vi.spyOn(response, "emit");
  const request = { headers: {}, apiGateway: { event: {}, context: {} } };
  await middleware(new Refused(), request as never, response as never, () => undefined);
  await new Promise((resolve) => setImmediate(resolve));
  return emit.mock.calls.filter(([name]) => name === "error");
}

test("a response that has begun ends with the error where an adapter listens to it", async () => {
  const response = begun();
  response.on("error", () => undefined);
  expect(await fail(response)).toEqual([["error", expect.any(Refused)]]);
});

test("a response to which no one listens is left alone: the process would end", async () => {
  expect(await fail(begun())).toEqual([]);
});
