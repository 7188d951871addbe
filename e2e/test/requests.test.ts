import { LambdaClient } from "@aws-sdk/client-lambda";
import { createFetch, createHttpCaller } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { sourceEnvironment as environment } from "../../source-environment.ts";
import { type listBooks, type putBook, ShelfNotFound, Shelves } from "./functions/shelves.ts";

/* A request with a path, a query and headers is a typed call, whichever front brings it. */

let lambda: Local;

beforeAll(async () => {
  const each = { environment, timeout: 10 };
  const rest = { "GET /shelves/{shelfId}/books": "list", "PUT /shelves/{shelfId}/books": "put" };
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      list: { handler: "shelves.listBooks", ...each },
      put: { handler: "shelves.putBook", ...each },
    },
    apis: { rest: { type: "rest", routes: rest }, http: { type: "http", routes: rest } },
  });
});

afterAll(() => lambda.close());

const fronts = ["rest", "http"] as const;
const urlOf = (front: (typeof fronts)[number]) => `${lambda.url(front, "/")}shelves/{shelfId}/books`;

describe.each(fronts)("behind %s", (front) => {
  test("a GET is a typed call, its values come as they were given", async () => {
    const list = createHttpCaller<typeof listBooks>({
      method: "GET",
      url: urlOf(front),
      request: true,
      faults: Shelves,
    });
    const query = { limit: "5", tag: ["a b", "c&d"] };
    const headers = { "x-reader": "r-1" };
    // It is not known whether an HTTP API finds this route for an encoded slash.
    const shelfId = front === "rest" ? "s/1 ü" : "s 1 ü";
    expect(await list({ path: { shelfId }, query, headers })).toEqual({
      shelfId,
      limit: 5,
      tags: ["a b", "c&d"],
      reader: "r-1",
    });
    const missing = await list.safe({ path: { shelfId: "none" }, query, headers });
    expect(missing).toMatchObject({
      ok: false,
      fault: { details: { shelfId: "none" } },
      meta: { statusCode: 404 },
    });
    expect(!missing.ok && missing.fault).toBeInstanceOf(ShelfNotFound);
    const wrong = await list.safe({ path: { shelfId: "s" }, query: { limit: "500" }, headers });
    expect(wrong).toMatchObject({
      fault: { name: "HandlerFault", details: { issues: [{ path: "query.limit" }] } },
    });
  });

  test("a PUT has a body beside its path, and a result with a status of its own", async () => {
    const put = createHttpCaller<typeof putBook>({
      method: "PUT",
      url: urlOf(front),
      request: true,
      faults: Shelves,
    });
    expect(await put.safe({ path: { shelfId: "s-1" }, body: { title: "t" } })).toMatchObject({
      ok: true,
      value: { shelfId: "s-1", title: "t" },
      meta: { statusCode: 201 },
    });
  });

  test("schemas of the parts do where the handler's type is not at hand", async () => {
    const list = createHttpCaller({
      method: "GET",
      url: urlOf(front),
      request: {
        path: z.object({ shelfId: z.string() }),
        query: z.object({ limit: z.string() }),
        headers: z.object({ "x-reader": z.string() }),
      },
      output: z.object({ limit: z.number() }),
      faults: Shelves,
    });
    const input = { path: { shelfId: "s-1" }, query: { limit: "5" }, headers: { "x-reader": "r" } };
    expect(await list(input)).toEqual({ limit: 5 });
  });

  test("createFetch() has safe()", async () => {
    const url = urlOf(front).replace("{shelfId}", "none");
    const outcome = await createFetch({ faults: Shelves }).safe(`${url}?limit=1`, {
      headers: { "x-reader": "r" },
    });
    expect(!outcome.ok && outcome.fault).toBeInstanceOf(ShelfNotFound);
  });
});

test("over the SDK the same handler takes the parts as its input", async () => {
  const client = new LambdaClient(lambda.client);
  const list = createCaller<typeof listBooks>({ client, functionName: "list", faults: Shelves });
  const input = { path: { shelfId: "s-1" }, query: { limit: "5" }, headers: { "x-reader": "r" } };
  expect(await list(input)).toMatchObject({ shelfId: "s-1", limit: 5 });
  client.destroy();
});
