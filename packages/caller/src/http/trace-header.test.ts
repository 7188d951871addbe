import { defineCatalog } from "@faultwire/catalog";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createFetch } from "./create-fetch.ts";
import { createHttpCaller } from "./create-http-caller.ts";

const TRACE = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
const OWN = "Root=1-67891233-abcdef012345678912345678";
const faults = defineCatalog("x", {});
const url = "https://api.example.com/orders";

let sent: Headers[] = [];
const fetch: typeof globalThis.fetch = async (input, init) => {
  sent.push(new Request(input, init).headers);
  return Response.json({}, { headers: { "X-Amzn-Trace-Id": "Root=1-5759e988-bd862e3fe1be46a994272793" } });
};
const traces = () => sent.map((headers) => headers.get("x-amzn-trace-id"));

beforeEach(() => {
  sent = [];
  vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", "shop");
  vi.stubEnv("_X_AMZN_TRACE_ID", TRACE);
});
afterEach(() => vi.unstubAllEnvs());

describe("the trace of a Lambda invocation", () => {
  test("goes on with what an HTTP caller sends, and comes back in the facts about the call", async () => {
    const { meta } = await createHttpCaller({ url, faults, fetch }).safe({});
    await createHttpCaller({ url, faults, fetch, method: "GET", request: true }).safe({ query: { a: 1 } });
    expect(traces()).toEqual([TRACE, TRACE]);
    expect(meta.traceId).toBe("1-5759e988-bd862e3fe1be46a994272793");
  });

  test("goes on with every form of a fetch, whose other headers stay", async () => {
    const call = createFetch({ faults, fetch });
    await call(url);
    await call(new URL(url), { headers: [["a", "1"]] });
    await call(new Request(url, { headers: { a: "1" } }));
    const { meta } = await call.safe(new Request(url, { headers: { b: "1" } }), { headers: { a: "1" } });
    expect(traces()).toEqual([TRACE, TRACE, TRACE, TRACE]);
    expect(sent.map((headers) => [headers.get("a"), headers.get("b")])).toEqual([
      [null, null],
      ["1", null],
      ["1", null],
      // The options of a fetch replace all headers of its request.
      ["1", null],
    ]);
    expect(meta.traceId).toBe("1-5759e988-bd862e3fe1be46a994272793");
  });

  test("takes no place of a header that the program set, in any spelling", async () => {
    await createHttpCaller({ url, faults, fetch, headers: { "x-amzn-trace-id": OWN } })({});
    await createHttpCaller({ url, faults, fetch })({}, { headers: { "X-AMZN-TRACE-ID": OWN } });
    await createFetch({ faults, fetch })(url, { headers: { "X-Amzn-Trace-Id": OWN } });
    await createFetch({ faults, fetch })(new Request(url, { headers: { "X-Amzn-Trace-Id": OWN } }));
    expect(traces()).toEqual([OWN, OWN, OWN, OWN]);
  });

  test("is not sent with trace: false, nor outside of Lambda", async () => {
    await createHttpCaller({ url, faults, fetch, trace: false })({});
    await createFetch({ faults, fetch, trace: false })(url);
    vi.stubEnv("AWS_LAMBDA_FUNCTION_NAME", undefined);
    await createHttpCaller({ url, faults, fetch })({});
    await createFetch({ faults, fetch })(url);
    expect(traces()).toEqual([null, null, null, null]);
  });

  test("is that of the call, though the caller was made in an earlier invocation", async () => {
    const call = createHttpCaller({ url, faults, fetch });
    await call({});
    vi.stubEnv("_X_AMZN_TRACE_ID", OWN);
    await call({});
    expect(traces()).toEqual([TRACE, OWN]);
  });
});
