import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createFetch, createHttpCaller } from "@faultwire/caller";
import { defineCatalog, fault } from "@faultwire/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { answer, hang, type MisbehavingService, misbehavingService } from "./misbehaving-service.ts";

class OrderNotFound extends fault("OrderNotFound", { status: 404, message: "m" }) {}
const faults = defineCatalog("orders", { OrderNotFound });
const headers = {
  "content-type": "application/json",
  "x-amzn-errortype": "OrderNotFound",
  "x-amzn-trace-id": "Root=1-5759e988-bd862e3fe1be46a994272793",
};
const meta = { statusCode: 404, traceId: "1-5759e988-bd862e3fe1be46a994272793", attempts: 1 };

let service: MisbehavingService;
beforeAll(async () => {
  service = await misbehavingService();
});
afterAll(() => service[Symbol.asyncDispose]());

/** A URL on which no server listens any more. */
async function unreachable(): Promise<string> {
  const gone = createServer().listen(0, "127.0.0.1");
  await once(gone, "listening");
  const { port } = gone.address() as AddressInfo;
  gone.close();
  return `http://127.0.0.1:${port}`;
}

describe("createFetch()", () => {
  const fetchOrders = createFetch({ faults });

  test("resolves with the response, whose body can still be read", async () => {
    service.behave(answer('{"id":1}', { "content-type": "application/json" }));
    const response = await fetchOrders(service.url, { method: "PUT", body: "{}" });
    expect([response.status, await response.json()]).toEqual([200, { id: 1 }]);
    expect(service.requests.map(({ method }) => method)).toEqual(["PUT"]);
    const outcome = await fetchOrders.safe(service.url);
    expect(outcome).toEqual({
      ok: true,
      value: expect.any(Response),
      meta: { statusCode: 200, traceId: undefined, attempts: 1 },
    });
  });

  test("rejects with the fault of a response, and safe resolves with it", async () => {
    service.behave(answer('{"message":"m"}', headers, 404));
    await expect(fetchOrders(service.url)).rejects.toBeInstanceOf(OrderNotFound);
    const outcome = await fetchOrders.safe(service.url);
    expect(outcome).toEqual({ ok: false, fault: expect.any(OrderNotFound), meta });
  });

  test("has facts about a response whose headers are an object, as those of a test", async () => {
    const fetch = async () => ({ status: 404, headers, body: "{}", text: 1 }) as unknown as Response;
    const outcome = await createFetch({ faults, fetch }).safe(service.url);
    const bare = { status: 200, ok: true, text: async () => "", clone: () => undefined };
    const found = await createFetch({ faults, fetch: async () => bare as never }).safe(service.url);
    expect(await createFetch({ faults, fetch: async () => bare as never })(service.url)).toBe(bare);
    expect(found).toEqual({
      ok: true,
      value: bare,
      meta: { statusCode: 200, traceId: undefined, attempts: 1 },
    });
    expect(outcome).toMatchObject({
      fault: { name: "OrderNotFound" },
      meta: { statusCode: 404, attempts: 1 },
    });
  });

  test("proves that nothing ran only where no redirect was followed before", async () => {
    const url = await unreachable();
    for (const [input, options, execution] of [
      [url, undefined, "unknown"],
      [url, { redirect: "follow" }, "unknown"],
      [url, { redirect: "manual" }, "none"],
      [new Request(url), undefined, "unknown"],
      [new Request(url, { redirect: "error" }), undefined, "none"],
      [new Request(url, { redirect: "error" }), { redirect: "follow" }, "unknown"],
    ] as const) {
      const outcome = await fetchOrders.safe(input, options);
      expect(outcome).toMatchObject({
        ok: false,
        fault: { name: "TransportFault", errorType: "ECONNREFUSED", execution },
        meta: { attempts: 1 },
      });
    }
  });
});

describe("a signal ends the wait for a response", () => {
  const fetchOrders = createFetch({ faults });
  const orders = (more: object = {}) => createHttpCaller({ url: service.url, faults, ...more });

  test.each<[string, (signal: AbortSignal) => Promise<unknown>]>([
    ["of an HTTP caller", (signal) => orders().safe({}, { signal })],
    [
      "of an HTTP caller with a budget",
      (signal) => orders({ retry: { attempts: 2, budget: 20_000 } }).safe({}, { signal }),
    ],
    ["of createFetch(), in its options", (signal) => fetchOrders.safe(service.url, { signal })],
    ["of createFetch(), in its request", (signal) => fetchOrders.safe(new Request(service.url, { signal }))],
  ])("%s", async (_title, call) => {
    const aborted = new AbortController();
    service.behave(hang);
    const arrival = service.arrival();
    const outcome = call(aborted.signal);
    // A call that ends before is one that sent nothing.
    await Promise.race([outcome, arrival]);
    aborted.abort("enough");
    expect(await outcome).toMatchObject({
      ok: false,
      fault: { name: "TransportFault", execution: "unknown", cause: "enough" },
      meta: { attempts: 1 },
    });
  });

  test("of an HTTP caller by its budget", async () => {
    service.behave(hang);
    expect(await orders({ retry: { attempts: 2, budget: 50 } }).safe({})).toMatchObject({
      fault: { name: "TransportFault", execution: "unknown", cause: { name: "TimeoutError" } },
    });
  });
});
