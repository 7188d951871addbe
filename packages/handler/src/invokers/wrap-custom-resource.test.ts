import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { defineCatalog, fault } from "@faultwire/catalog";
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  type MockInstance,
  test,
  vi,
} from "vitest";
import {
  type CustomResource,
  type CustomResourceContext,
  type CustomResourceEvent,
  wrapCustomResource,
} from "./wrap-custom-resource.ts";

class Busy extends fault("Busy", { status: 503, message: "busy" }) {}
const throws = defineCatalog("things", { Busy });
const common = { StackId: "s", RequestId: "q-1", LogicalResourceId: "l" };

interface Upload {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** In place of CloudFormation's bucket: answers with these statuses in turn, 0 cuts the connection, then with 200. */
const bucket = createServer(async (request, response) => {
  const body = JSON.parse(Buffer.concat(await request.toArray()).toString("utf8"));
  uploads.push({ method: request.method, headers: request.headers, body });
  const status = statuses.shift() ?? 200;
  if (status === 0) response.socket?.resetAndDestroy();
  else response.writeHead(status).end();
});
let uploads: Upload[] = [];
let statuses: number[] = [];
let log: MockInstance<typeof console.error>;

beforeAll(async () => {
  bucket.listen(0, "127.0.0.1");
  await once(bucket, "listening");
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
});
beforeEach(() => {
  uploads = [];
  statuses = [];
});
afterAll(async () => {
  log.mockRestore();
  bucket.closeAllConnections();
  bucket.close();
  await once(bucket, "close");
});

type Handler = (
  event: CustomResourceEvent,
  context: CustomResourceContext,
) => Promise<CustomResource | undefined> | CustomResource | undefined;
const hang = () => new Promise<never>(() => undefined);
const busy = () => {
  throw new Busy();
};

/** Runs a request; returns the body of the last upload. `left` are the milliseconds that are left, each time it is asked. */
async function answerOf(
  handler: Handler,
  request: Pick<CustomResourceEvent, "RequestType"> & { readonly PhysicalResourceId?: string },
  left: readonly number[] = [30_000],
): Promise<Record<string, unknown> | undefined> {
  const { port } = bucket.address() as AddressInfo;
  const ResponseURL = `http://127.0.0.1:${port}/put?X-Amz-Signature=secret`;
  let asked = 0;
  const getRemainingTimeInMillis = () => left[asked++] ?? left.at(-1) ?? 0;
  const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis };
  const returned = await wrapCustomResource(handler, { throws })(
    { ...common, ...request, ResponseURL },
    context,
  );
  // A destination of the function would receive the values that NoEcho hides.
  expect(returned).toBeUndefined();
  return uploads.at(-1)?.body;
}

const create = { RequestType: "Create" } as const;
const old = { RequestType: "Update", PhysicalResourceId: "thing-1" } as const;

describe("the upload of an answer", () => {
  const WAITS: readonly unknown[] = [100, 400, 1000];
  let waited: unknown[] = [];
  beforeEach(() => {
    waited = [];
    const { setTimeout } = globalThis;
    // Node.js's own fetch sets timers, too.
    vi.stubGlobal("setTimeout", (run: () => void, delay: number, ...given: []) => {
      const isWait = WAITS.includes(delay);
      if (isWait) waited.push(delay);
      return setTimeout(run, isWait ? 1 : delay, ...given);
    });
  });
  afterEach(() => vi.unstubAllGlobals());

  test("is a PUT without a content type", async () => {
    await answerOf(() => ({}), create);
    expect(uploads).toMatchObject([{ method: "PUT", body: { Status: "SUCCESS", ...common } }]);
    expect(uploads[0]?.headers["content-type"] ?? "").toBe("");
  });

  test("is made again until the bucket takes it, the fourth time at last", async () => {
    statuses = [503, 0, 403];
    await answerOf(() => ({ Data: { a: 1 } }), create);
    expect(uploads.map(({ body }) => body)).toEqual(Array(4).fill(uploads[0]?.body));
    expect(uploads).toHaveLength(4);
    expect(waited).toEqual(WAITS);
  });

  test.each([
    [[403, 403, 403, 500], "HTTP status 500"],
    [[403, 403, 403, 0], "TypeError"],
  ])("fails after four times %j, without the URL, which is a secret", async (answers, problem) => {
    statuses = [...answers];
    await expect(answerOf(() => ({}), create)).rejects.toEqual(
      new Error(`The answer could not be delivered to CloudFormation: ${problem}`),
    );
    expect(uploads).toHaveLength(4);
  });
});

describe("a custom resource", () => {
  test.each([
    ["Create", {}, undefined, "q-1"],
    // A new resource has no old id.
    ["Create", {}, "thing-1", "q-1"],
    ["Create", { PhysicalResourceId: "thing-2" }, undefined, "thing-2"],
    ["Update", {}, "thing-1", "thing-1"],
    ["Update", { PhysicalResourceId: "thing-2" }, "thing-1", "thing-2"],
    ["Delete", {}, "thing-1", "thing-1"],
    ["Delete", { PhysicalResourceId: "thing-2" }, "thing-1", "thing-1"],
    ["Delete", undefined, "thing-1", "thing-1"],
  ] as const)(
    "%s answering %j of a resource %s has the id %s",
    async (RequestType, resource, PhysicalResourceId, id) => {
      const request = { RequestType, ...(PhysicalResourceId && { PhysicalResourceId }) };
      expect(await answerOf(() => resource, request)).toEqual({
        ...{ Status: "SUCCESS", ...common, PhysicalResourceId: id },
      });
    },
  );

  test("has its attributes, and whether they are hidden", async () => {
    const resource = { Data: { Url: "u" }, NoEcho: false };
    expect(await answerOf(() => resource, create)).toMatchObject(resource);
  });

  test("that fails says why, under the id that it has", async () => {
    expect(await answerOf(busy, old)).toEqual({
      ...{ Status: "FAILED", Reason: "Busy: busy", ...common, PhysicalResourceId: "thing-1" },
    });
  });

  test("whose handler returned an error has failed", async () => {
    expect(await answerOf(() => new Busy() as never, old)).toMatchObject({ Reason: "Busy: busy" });
  });

  test("that was never made is deleted without its handler", async () => {
    const failed = await answerOf(busy, create);
    expect(failed).toMatchObject({ Status: "FAILED", PhysicalResourceId: "faultwire:create-failed" });
    const id = { PhysicalResourceId: "faultwire:create-failed" };
    expect(await answerOf(busy, { RequestType: "Delete", ...id })).toMatchObject({
      Status: "SUCCESS",
      ...id,
    });
    expect(await answerOf(busy, { RequestType: "Update", ...id })).toMatchObject({ Status: "FAILED" });
    expect(await answerOf(busy, { RequestType: "Delete", PhysicalResourceId: "thing-1" })).toMatchObject({
      ...{ Status: "FAILED", PhysicalResourceId: "thing-1" },
    });
  });

  test.each<[string, unknown, string]>([
    ["empty", "", "has 0"],
    ["of 1025 bytes", "é".repeat(512).concat("x"), "has 1025"],
    ["a number", 7, "is 7"],
    ["an object", {}, "is an object of another kind"],
  ])("with an id that CloudFormation refuses fails: %s", async (_title, PhysicalResourceId, problem) => {
    const answer = await answerOf(() => ({ PhysicalResourceId }) as never, old);
    expect(answer).toMatchObject({
      ...{ Status: "FAILED", PhysicalResourceId: PhysicalResourceId === 7 ? "7" : "thing-1" },
      Reason: `InternalFailure: PhysicalResourceId is a text of 1 to 1024 bytes; it ${problem}`,
    });
  });

  test("has an id of 1 byte, or of 1024", async () => {
    for (const PhysicalResourceId of ["x", "é".repeat(512)])
      expect(await answerOf(() => ({ PhysicalResourceId }), old)).toMatchObject({
        ...{ Status: "SUCCESS", PhysicalResourceId },
      });
  });

  test("has an answer of 4096 bytes at most, and one that was made keeps its id", async () => {
    const resource = (length: number) => ({
      PhysicalResourceId: "thing-2",
      Data: { Large: "x".repeat(length) },
    });
    const smallest = await answerOf(() => resource(0), old);
    const room = 4096 - JSON.stringify(smallest).length;
    expect(await answerOf(() => resource(room), old)).toMatchObject({ Status: "SUCCESS" });
    expect(await answerOf(() => resource(room + 1), old)).toMatchObject({
      ...{ Status: "FAILED", PhysicalResourceId: "thing-2" },
      Reason: "ResultTooLarge: The answer of 4097 bytes is over the limit of 4096 bytes",
    });
  });
});

describe("context.made", () => {
  const making =
    (id: unknown, then: () => unknown): Handler =>
    async (_event, context) => {
      context.made(id as string);
      return (await then()) as CustomResource;
    };

  test("names what was made before a failure, in a creation and a replacement", async () => {
    for (const request of [create, old]) {
      const failed = await answerOf(making("thing-2", busy), request);
      expect(failed).toMatchObject({ Status: "FAILED", Reason: "Busy: busy", PhysicalResourceId: "thing-2" });
      const hung = await answerOf(making("thing-2", hang), request, [100]);
      expect(hung).toMatchObject({ Status: "FAILED", PhysicalResourceId: "thing-2" });
      const made = await answerOf(
        making("thing-2", () => ({})),
        request,
      );
      expect(made).toMatchObject({ Status: "SUCCESS", PhysicalResourceId: "thing-2" });
    }
  });

  test("has no effect in a deletion", async () => {
    const request = { RequestType: "Delete", PhysicalResourceId: "thing-1" } as const;
    for (const then of [busy, () => ({})])
      expect(await answerOf(making("thing-2", then), request)).toMatchObject({
        PhysicalResourceId: "thing-1",
      });
  });

  test("refuses what is not an id", async () => {
    for (const [id, problem] of [
      [7, "is 7"],
      ["", "has 0"],
    ])
      expect(
        await answerOf(
          making(id, () => ({})),
          create,
        ),
      ).toMatchObject({
        Reason: `TypeError: context.made: PhysicalResourceId is a text of 1 to 1024 bytes; it ${problem}`,
      });
  });
});

describe("a handler that does not settle is answered before the function's time-out,", () => {
  test.each([
    ["a quarter of the time that is left", 100, 25],
    ["in whole milliseconds", 101, 26],
    ["three seconds at most", 60_000, 3000],
  ])("%s", async (_title, left, reserve) => {
    // The time has passed when the guard asks.
    expect(await answerOf(hang, create, [left, reserve])).toMatchObject({
      Reason: `FunctionTimedOut: The function was given up ${reserve} ms before its time-out`,
    });
  });
});
