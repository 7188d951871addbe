import { createFetch, createHttpCaller } from "@faultwire/caller";
import { type Local, local } from "@faultwire/local";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sourceEnvironment } from "../../source-environment.ts";
import { Cut, Rows } from "./functions/stream-faults.ts";

/* Faults of streamed responses, from a wrapped handler under AWS's runtime client to a caller over HTTP. */

let lambda: Local;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      rows: {
        handler: "http-stream-handler.handler",
        environment: sourceEnvironment,
      },
    },
    apis: {
      url: { type: "function-url", function: "rows", invokeMode: "RESPONSE_STREAM" },
      rest: { type: "rest", routes: { "GET /": { function: "rows", responseTransferMode: "STREAM" } } },
    },
  });
});

afterAll(() => lambda.close());

describe.each(["url", "rest"])("through %s", (api) => {
  const fetchRows = createFetch({ faults: Rows });
  const urlOf = (fails: string) => lambda.url(api, `/?fails=${fails}`);

  test("a stream that succeeds has its status, and arrives whole", async () => {
    const response = await fetchRows(urlOf("never"));
    expect([response.status, await response.json()]).toEqual([201, ["row 1", "row 2"]]);
  });

  test("a fault before the first byte has its own status and type, and is caught, typed", async () => {
    const { status, headers } = await fetch(urlOf("before"));
    expect([status, headers.get("x-amzn-errortype"), headers.get("retry-after")]).toEqual([503, "Cut", "5"]);
    const caught = await fetchRows(urlOf("before")).catch((fault) => fault);
    expect(caught).toBeInstanceOf(Cut);
    expect(caught).toMatchObject({ details: { row: 0, text: "t" }, retryAfter: 5 });
  });

  test("a fault after the first byte is a connection that was cut: never a result that looks whole", async () => {
    const response = await fetch(urlOf("after"));
    expect(response.status).toBe(201);
    await expect(response.text()).rejects.toThrow(TypeError);
    const cut = { name: "TransportFault", execution: "unknown" };
    await expect(fetchRows(urlOf("after"))).rejects.toMatchObject(cut);
    const call = createHttpCaller({ url: urlOf("after"), method: "GET", faults: Rows });
    expect(await call.safe()).toMatchObject({ ok: false, fault: cut });
  });
});
