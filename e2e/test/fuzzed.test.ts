import {
  createHttpCaller,
  fromLambdaError,
  parse,
  parseInvocation,
  parseLogs,
  parseTrace,
} from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog, type Fault, fault } from "@faultwire/catalog";
import { toLambdaError, wrapAppSyncBatch, wrapHandler, wrapS3Batch } from "@faultwire/handler";
import { describe, expect, test } from "vitest";
import { z } from "zod";

/* The bugs that fuzzing found, each by its name. */

class Anything extends fault("Anything", { status: 409, details: z.unknown(), message: "m" }) {}
class Plain extends fault("Plain", { status: 404, message: "m" }) {}
const Faults = defineCatalog("fuzzed", { Anything, Plain });

const hostile = () => {
  throw new Error("hostile");
};
const throwing = new Proxy({}, { get: hostile });

/** Nests objects in each other, by one key. */
function nested(levels: number, key: string, members: object = {}): object {
  let value: object = { ...members };
  for (let level = 1; level < levels; level += 1) value = { ...members, [key]: value };
  return value;
}

function countCauses(found: { readonly cause?: unknown } | undefined): number {
  let count = 0;
  for (let next = found?.cause; next; next = (next as Fault).cause) count += 1;
  return count;
}

describe("the JSON of a fault", () => {
  test("has details that are nested 5,000 levels deep, with a mark where they are cut", () => {
    const details = nested(5000, "in");
    const found = fromLambdaError({ errorType: "Anything", errorMessage: "m", trace: [], details }, Faults);
    const json = found?.toJSON();
    expect(JSON.stringify(json).match(/"in"/g)?.length).toBeGreaterThan(400);
    expect(JSON.stringify(json)).toContain('"…"');
    expect(parse(json, Faults)?.toJSON()).toEqual(json);
  });

  test("has details with a BigInt and with a value that contains itself", () => {
    const details: Record<string, unknown> = { count: 1n };
    details.self = details;
    const found = parse({ errorType: "Foreign", errorMessage: "m", trace: [], details }, Faults);
    const changed = Object.defineProperty(Object.create(found ?? {}), "details", { value: details });
    expect(changed.toJSON()).toMatchObject({ details: { count: "1", self: "…" } });
  });

  test("has as many causes as a function error", () => {
    const payload = nested(50, "cause", { errorType: "E", errorMessage: "m", trace: [] });
    const found = parse(payload, Faults);
    expect(countCauses(found)).toBe(32);
    expect(countCauses(parse(found?.toJSON(), Faults))).toBe(32);
  });

  test("has no cause of one's own process, also below a fault that was received", async () => {
    const send = () => Promise.reject(new Plain(undefined, {}));
    const outcome = await createCaller({ client: { send }, functionName: "f", faults: Faults }).safe({});
    expect(!outcome.ok && outcome.fault.cause).toBeInstanceOf(Plain);
    expect(!outcome.ok && outcome.fault.toJSON()).not.toHaveProperty("cause");
  });
});

describe("a reader", () => {
  test("of a raw response gives a MalformedFault where its status is not a number", () => {
    for (const status of [null, "500", []])
      expect(parseInvocation({ status, headers: {}, body: "{}" } as never, Faults)).toMatchObject({
        name: "MalformedFault",
        status: 500,
      });
  });

  test("makes texts of the name and the message of an exception that has others", () => {
    const exception = { $fault: "client", $metadata: {}, name: [], message: 7 };
    for (const found of [
      parse(Object.assign(new Error(), exception), Faults),
      parse(Object.assign(new Error(), { name: {}, message: 7 }), Faults),
    ]) {
      expect(found?.errorType).toEqual(expect.any(String));
      expect(found?.message).toEqual(expect.any(String));
    }
  });

  test("of a trace ends for lists in lists, and for exceptions and segments that name each other in long chains", () => {
    let lists: unknown = [];
    for (let level = 0; level < 20_000; level += 1) lists = [lists];
    expect(parseTrace(lists, Faults)).toEqual([]);
    const ids = Array.from({ length: 20_000 }, (_, id) => id);
    const exceptions = ids.map((id) => ({ id: `${id}`, cause: `${id + 1}`, type: "E" }));
    const segment = { id: "s", name: "s", start_time: 1, cause: { exceptions } };
    expect(countCauses(parseTrace(segment, Faults)[0]?.fault)).toBe(32);
    const chain = ids.map((id) => ({
      id: `${id}`,
      parent_id: `${id - 1}`,
      name: "s",
      start_time: id,
      fault: true,
    }));
    expect(parseTrace(chain, Faults).length).toBeGreaterThan(0);
  });

  test("of a trace or of a log gives nothing of a value that throws when it is read", async () => {
    expect(parseTrace(throwing, Faults)).toEqual([]);
    expect(await parseLogs(throwing, Faults)).toEqual([]);
  });
});

describe("safe()", () => {
  test("resolves with a fault where fetch rejects with an error that throws when it is read", async () => {
    const unreadable = Object.defineProperty(new Error("m"), "code", { get: hostile });
    const fetch = () => Promise.reject(unreadable);
    const call = createHttpCaller({ url: "https://shop.example/", fetch, faults: Faults, retry: false });
    expect(await call.safe({})).toMatchObject({ ok: false, fault: { name: "TransportFault" } });
  });

  test.each([
    ["undefined", undefined],
    [
      "what throws when it is read",
      {
        get Payload() {
          return hostile();
        },
      },
    ],
  ])("resolves with a fault where a client resolves with %s", async (_, output) => {
    const client = { send: async () => output };
    const outcome = await createCaller({ client, functionName: "f", faults: Faults }).safe({});
    expect(outcome).toMatchObject({ ok: false, fault: { name: "MalformedFault", execution: "unknown" } });
  });
});

describe("stream()", () => {
  test.each([
    ["undefined", undefined],
    [
      "what throws when it is read",
      {
        get EventStream() {
          return hostile();
        },
      },
    ],
  ])("throws a fault where a client resolves with %s", async (_, output) => {
    const caller = createCaller({ client: { send: async () => output }, functionName: "f", faults: Faults });
    const read = async () => {
      for await (const _chunk of caller.stream({}));
    };
    await expect(read()).rejects.toMatchObject({ name: "MalformedFault", execution: "unknown" });
  });
});

test("stream() takes an end that throws when it is read for a stream without its end", async () => {
  const InvokeComplete = new Proxy({}, { get: hostile, getPrototypeOf: hostile });
  const client = { send: async () => ({ EventStream: [{ InvokeComplete }] }) };
  const caller = createCaller({ client, functionName: "f", faults: Faults });
  const read = async () => {
    for await (const _chunk of caller.stream({}));
  };
  await expect(read()).rejects.toMatchObject({ errorType: "StreamEnded", execution: "started" });
});

describe("a handler that throws what cannot be read", () => {
  const context = { awsRequestId: "r", functionName: "f", getRemainingTimeInMillis: () => 3000 };
  const http = { version: "2.0", requestContext: { http: { method: "GET" } } };
  const revoked = (of: object) => {
    const { proxy, revoke } = Proxy.revocable(of, {});
    revoke();
    return proxy;
  };
  const unnamed = Object.defineProperty(class {}, "name", { value: Object.create(null) });

  test.each([
    ["a revoked proxy of a function", revoked(() => undefined)],
    ["a proxy of a class that throws", new Proxy(class {}, { get: hostile })],
    ["a class whose name has no text", unnamed],
    ["a revoked proxy of a list", revoked([])],
  ])("is answered over HTTP: %s", async (_, thrown) => {
    const handler = wrapHandler(
      () => {
        throw thrown;
      },
      { throws: Faults, log: () => undefined },
    );
    expect(await handler(http as never, context)).toMatchObject({ statusCode: 500 });
  });

  test("is a document of toLambdaError()", () => {
    expect(toLambdaError(revoked({}))).toMatchObject({ errorMessage: "a value that cannot be shown" });
  });
});

test("a 200 whose headers are a list of names and values is read as the response that it is", async () => {
  const headers = [{ name: "Content-Type", value: "application/json" }];
  expect(parse({ status: 200, headers, body: '{"total":1}' }, Faults)).toBeUndefined();
  const refused = [...headers, { name: "X-Amzn-ErrorType", value: "Plain" }];
  const body = '{"errorType":"Plain","message":"m","requestId":"r-1"}';
  expect(parse({ status: 404, headers: refused, body }, Faults)).toMatchObject({
    ...{ name: "Plain", status: 404 },
    origin: { wire: "http" },
  });
});

describe("an event of another source", () => {
  const context = { awsRequestId: "r", functionName: "f", getRemainingTimeInMillis: () => 3000 };

  test("is answered with one error by wrapAppSyncBatch", async () => {
    const handler = wrapAppSyncBatch(() => [], { throws: Faults, log: () => undefined });
    expect(await handler({} as never, context)).toMatchObject({ data: null, errorType: "InternalFailure" });
  });

  test("is refused in words by wrapS3Batch", async () => {
    const handler = wrapS3Batch(() => "", { throws: Faults });
    for (const event of [{}, { tasks: [null] }, null, undefined])
      await expect(handler(event as never, context)).rejects.toThrow(
        new TypeError("wrapS3Batch(): the event is not of S3 Batch Operations: it has no list of tasks"),
      );
  });
});
