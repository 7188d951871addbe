import { defineCatalog } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { createHttpCaller } from "./create-http-caller.ts";

const faults = defineCatalog("none", {});

/** Calls with any options and input, and returns the request that was sent. */
async function sent(options: object, input: unknown, call: object = {}): Promise<Request> {
  const requests: Request[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    requests.push(new Request(url, init));
    return Response.json({});
  };
  await createHttpCaller({ url: "https://a.example/x", faults, fetch, ...options })(input as never, call);
  const [request] = requests;
  if (request === undefined) throw new Error("nothing was sent");
  return request;
}

const refusal = (options: object, input: unknown) => sent(options, input).catch((thrown: unknown) => thrown);

describe("the parts of a request", () => {
  const options = { request: true, method: "GET", url: "https://a.example/orders/{orderId}" };

  test("are sent as path, query and headers, without a body", async () => {
    const input = {
      path: { orderId: "o 1/ü" },
      query: { expand: ["lines", "tax & more"], limit: 5, skipped: undefined, none: null },
      headers: { "x-shop": "s-1", skipped: undefined },
    };
    const request = await sent({ ...options, headers: { "x-shop": "old", "x-key": "k" } }, input, {
      headers: { "x-key": "own" },
    });
    expect(request.url).toBe(
      "https://a.example/orders/o%201%2F%C3%BC?expand=lines&expand=tax+%26+more&limit=5",
    );
    expect(Object.fromEntries(request.headers)).toEqual({ "x-shop": "s-1", "x-key": "own" });
    expect([request.method, await request.text()]).toEqual(["GET", ""]);
  });

  test("are sent with a JSON body if there is one", async () => {
    const input = { path: { orderId: "o-1" }, body: { sku: "s-1" } };
    const request = await sent({ ...options, method: "PUT" }, input);
    expect(request.headers.get("content-type")).toBe("application/json");
    expect([request.url, await request.json()]).toEqual(["https://a.example/orders/o-1", { sku: "s-1" }]);
  });

  test("keep a content type of their own", async () => {
    const type = "application/vnd.api+json";
    const request = await sent({ headers: { "content-type": type } }, { sku: "s-1" });
    expect(request.headers.get("content-type")).toBe(type);
  });

  test("are refused with a body under GET, and in another form", async () => {
    const message =
      "calling a function: a GET request has no body for its input; leave the body out, or use another method";
    expect(await refusal(options, { path: { orderId: "1" }, body: {} })).toEqual(new TypeError(message));
    for (const input of ["o-1", null])
      expect(await refusal(options, input)).toEqual(
        new TypeError("calling a function: the input is an object of path, query, headers and body"),
      );
  });

  test("are validated with the caller's own schemas, and sent as they were given", async () => {
    const request = { query: z.object({ limit: z.coerce.number<string>().max(10) }) };
    expect(
      (await sent({ ...options, url: "https://a.example", request }, { query: { limit: "7" } })).url,
    ).toBe("https://a.example/?limit=7");
    const thrown = await refusal(
      { ...options, url: "https://a.example", request },
      { query: { limit: "11" } },
    );
    expect(thrown).toBeInstanceOf(TypeError);
    expect((thrown as Error).message).toMatch(
      /^calling a function: the input does not fit its schema: query\.limit: /,
    );
  });

  test("go before a fragment and behind a query that the URL has", async () => {
    const url = "https://a.example/x?a=1#top";
    expect((await sent({ ...options, url }, { query: { b: "2" } })).url).toBe(
      "https://a.example/x?a=1&b=2#top",
    );
  });
});

describe("a URL template", () => {
  const at = async (url: string, input: object) => {
    const request = await sent({ url }, input);
    return request.url;
  };

  test("is filled from the members of the input, which is still the whole body", async () => {
    const request = await sent(
      { url: "https://a.example/orders/{orderId}/lines" },
      { orderId: "o-1", sku: "s" },
    );
    expect(request.url).toBe("https://a.example/orders/o-1/lines");
    expect(await request.json()).toEqual({ orderId: "o-1", sku: "s" });
  });

  test("keeps the slashes of {proxy+} alone", async () => {
    expect(await at("https://a.example/{proxy+}", { proxy: "a/b c" })).toBe("https://a.example/a/b%20c");
    expect(await at("https://a.example/{proxy}", { proxy: "a/b" })).toBe("https://a.example/a%2Fb");
  });

  test.each([
    [{}, "there is no orderId in the input"],
    [{ orderId: null }, "there is no orderId in the input"],
    [{ orderId: "" }, "orderId is empty"],
    [{ orderId: ".." }, 'orderId is "..", which leads to another path'],
  ])("refuses %j", async (input, problem) => {
    const url = "https://a.example/orders/{orderId}";
    expect(await refusal({ url }, input)).toEqual(new TypeError(`calling ${url}: ${problem}`));
  });

  test("refuses a member that the input only inherits, and dots in a path", async () => {
    expect(await refusal({ url: "https://a.example/{toString}" }, {})).toBeInstanceOf(TypeError);
    expect(await refusal({ url: "https://a.example/{proxy+}" }, { proxy: "a/../b" })).toBeInstanceOf(
      TypeError,
    );
  });

  test("may have a host to fill in", async () => {
    expect(await at("https://{host}", { host: "a.example" })).toBe("https://a.example/");
  });

  test("may be a function of the input, or a URL", async () => {
    const url = ({ orderId }: { orderId: string }) => new URL(`https://a.example/${orderId}`);
    expect((await sent({ url }, { orderId: "o-1" })).url).toBe("https://a.example/o-1");
    expect((await sent({ url: new URL("https://a.example/y") }, {})).url).toBe("https://a.example/y");
  });
});

describe("a redirect", () => {
  const answered = (response: () => Response) =>
    createHttpCaller({ url: "https://a.example", faults, fetch: async () => response() }).safe({});

  test("is not followed, and is not a success", async () => {
    const redirect = () =>
      new Response("<html>", { status: 301, headers: { location: "https://b.example/" } });
    expect(await answered(redirect)).toMatchObject({
      ok: false,
      fault: {
        name: "MalformedFault",
        message: "The response is a redirect to https://b.example/, and callers follow none",
        execution: "unknown",
      },
      meta: { statusCode: 301 },
    });
    expect(await answered(() => new Response(null, { status: 304 }))).toMatchObject({
      ok: false,
      fault: { message: "The response is a redirect, and callers follow none" },
    });
  });

  test("of a handler with a result is that result", async () => {
    const made = () => Response.json({ id: 1 }, { status: 303, headers: { location: "/orders/1" } });
    expect(await answered(made)).toMatchObject({ ok: true, value: { id: 1 }, meta: { statusCode: 303 } });
  });
});
