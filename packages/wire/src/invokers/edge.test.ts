import { expect, test } from "vitest";
import { decodeHttp } from "../http/http.ts";
import { detectEdge, encodeEdge } from "./edge.ts";

const fault = { errorType: "OrderNotFound", message: "m", status: 404, retryable: false };
const request = (eventType: unknown) => ({ Records: [{ cf: { config: { eventType } } }] });

test("a response tells the type in its body, and has headers as CloudFront wants them", () => {
  const response = encodeEdge(
    { ...fault, retryAfter: 5, headers: { "X-Shop": "lamp" } },
    "r-1",
    request("viewer-request"),
  );
  expect(response).toEqual({
    status: "404",
    statusDescription: "Not Found",
    headers: {
      "x-shop": [{ key: "X-Shop", value: "lamp" }],
      "content-type": [{ key: "Content-Type", value: "application/json" }],
      "retry-after": [{ key: "Retry-After", value: "5" }],
    },
    body: '{"errorType":"OrderNotFound","message":"m","requestId":"r-1"}',
    bodyEncoding: "text",
  });
});

test.each([
  "Connection",
  "X-Amzn-ErrorType",
  "X-Amzn-RequestId",
  "X-Accel-Redirect",
  "X-Edge-Location",
  "X-Cache",
  "X-Real-IP",
  "Content-Length",
  "Transfer-Encoding",
  "Via",
])("%s, which CloudFront forbids, is left out", (name) => {
  const { headers } = encodeEdge({ ...fault, headers: { [name]: "v" } }, "r-1", request("origin-request"));
  expect(Object.keys(headers)).toEqual(["content-type"]);
});

test.each([
  ["viewer-request", 40_000, 30_000],
  ["origin-request", 1_000_000, 800_000],
] as const)("a response to a %s has at most %d bytes", (eventType, limit, fits) => {
  const sized = (size: number) => {
    const response = encodeEdge({ ...fault, details: { text: "x".repeat(size) } }, "r-1", request(eventType));
    expect(JSON.stringify(response).length).toBeLessThan(limit);
    return decodeHttp({ status: 404, headers: {}, body: response.body });
  };
  const own = JSON.stringify(encodeEdge({ ...fault, details: { text: "" } }, "r-1", request(eventType)));
  const most = limit * 0.9 - own.length;
  expect(sized(most)?.details).toEqual({ text: "x".repeat(most) });
  expect(sized(most + 1)?.dropped).toBe(most + 12);
  expect(sized(fits)?.details).toEqual({ text: "x".repeat(fits) });
  expect(sized(limit)).toMatchObject({ errorType: "OrderNotFound", dropped: limit + 11 });
});

test.each([
  [request("viewer-request"), "viewer-request"],
  [request("origin-response"), "origin-response"],
  [request("else"), undefined],
  [request("my-viewer-request"), undefined],
  [request("viewer-requests"), undefined],
  [request(["viewer-request"]), undefined],
  [{ Records: [{}] }, undefined],
  [{}, undefined],
  [null, undefined],
])("%j is a %s", (event, type) => {
  expect(detectEdge(event)).toBe(type);
});

test("Transfer-Encoding and Via of an origin's response were dropped, which CloudFront answers with 502: they are kept", () => {
  const headers = {
    "transfer-encoding": [{ key: "Transfer-Encoding", value: "chunked" }],
    via: [
      { key: "Via", value: "1.1 origin" },
      { key: "Via", value: "1.1 proxy" },
    ],
    "x-powered-by": [{ key: "X-Powered-By", value: "php" }],
    "content-length": [{ key: "Content-Length", value: "7" }],
  };
  const event = (eventType: string) => ({
    Records: [{ cf: { config: { eventType }, request: {}, response: { status: "200", headers } } }],
  });
  const given = { ...fault, headers: { Via: "mine", "Transfer-Encoding": "mine" } };
  const response = encodeEdge(given, "r-1", event("origin-response"));
  expect(response.headers).toEqual({
    "content-type": [{ key: "Content-Type", value: "application/json" }],
    "transfer-encoding": headers["transfer-encoding"],
    via: headers.via,
  });
  expect(Object.keys(encodeEdge(fault, "r-1", event("viewer-request")).headers)).toEqual(["content-type"]);
});

test("an event that is not one of CloudFront is answered as one of a viewer, which takes least", () => {
  const { body } = encodeEdge({ ...fault, details: { text: "x".repeat(50_000) } }, "r-1", {});
  expect(decodeHttp({ status: 404, headers: {}, body })).toMatchObject({ dropped: 50_011 });
});

test.each([undefined, "text", {}, { headers: null }])(
  "an origin's response without headers adds none: %j",
  (response) => {
    const event = { Records: [{ cf: { config: { eventType: "origin-response" }, response } }] };
    expect(Object.keys(encodeEdge(fault, "r-1", event).headers)).toEqual(["content-type"]);
  },
);

test("headers that CloudFront would refuse cost the answer nothing else", () => {
  const headers = { "a b": "1", "X-Line": "a\r\nSet-Cookie: b", "X-Long": "x".repeat(100_000), "X-Ok": "1" };
  expect(encodeEdge({ ...fault, headers }, "r-1", {}).headers).toEqual({
    "x-line": [{ key: "X-Line", value: "a??Set-Cookie: b" }],
    "x-ok": [{ key: "X-Ok", value: "1" }],
    "content-type": [{ key: "Content-Type", value: "application/json" }],
  });
});
