import { describe, expect, test, vi } from "vitest";
import cases from "../../../../cases/http-errors.json" with { type: "json" };
import type { HttpResponse } from "./header-reader.ts";
import { decodeHttp } from "./http.ts";
import { decodeRetryAfter } from "./retry-after.ts";
import { statusText } from "./status-text.ts";

describe("decodeHttp reads every recorded response", () => {
  test.each(cases.map((each) => [each.id, each] as const))("%s", (_, { response, expect: expected }) => {
    const read = decodeHttp(response as HttpResponse);
    expect({
      errorType: read?.errorType ?? null,
      message: read?.message ?? null,
      status: read?.status ?? response.status,
      retryAfterSeconds: read?.retryAfter ?? null,
      requestId: read?.requestId ?? null,
    }).toEqual(expected);
  });
});

describe("decodeHttp", () => {
  test.each([600, 999, 2 ** 53])("reads the status %d, which HTTP does not have, as 500", (status) => {
    expect(decodeHttp({ status, headers: {}, body: "busy" })).toMatchObject({ status: 500, message: "busy" });
  });

  test("takes headers that are lists", () => {
    const response = { status: 400, headers: { "X-Amzn-ErrorType": ["A", "B"] }, body: "" };
    expect(decodeHttp(response)?.errorType).toBe("A");
  });

  test("reads our own envelope where the header did not come through, as in a browser without CORS for it", () => {
    const body = '{"errorType":"OrderNotFound","message":"no","details":{"orderId":"o-1"},"requestId":"r-1"}';
    expect(decodeHttp({ status: 404, headers: {}, body })).toMatchObject({
      errorType: "OrderNotFound",
      details: { orderId: "o-1" },
      requestId: "r-1",
    });
  });

  test("believes the body alone where the protocol is rpcv2Json", () => {
    const headers = { "smithy-protocol": "rpc-v2-json", "x-amzn-errortype": "FromHeader" };
    const read = (body: object) =>
      decodeHttp({ status: 400, headers, body: JSON.stringify(body) })?.errorType;
    expect(read({ __type: "ns#FromBody" })).toBe("FromBody");
    expect(read({ code: "FromCode" })).toBeUndefined();
  });

  test("reads a firewall's question for a proof as an error: it did not ask the function", () => {
    const headers = { "x-amzn-waf-action": "challenge" };
    expect(decodeHttp({ status: 202, headers, body: "" })).toMatchObject({ wire: "http", status: 202 });
  });

  test("reads details beside the message only where a header or the body names the type", () => {
    const body = '{"message":"no such order","orderId":"o-1"}';
    expect(decodeHttp({ status: 404, headers: {}, body })).not.toHaveProperty("details");
  });

  test.each([
    ['{"message":null}', undefined],
    ['{"Message":{}}', undefined],
    ["null", undefined],
    ['{"message":null,"id":7}', '{"message":null,"id":7}'],
    ['{"note":null}', '{"note":null}'],
    ['["message"]', "message"],
  ])("has the JSON itself as the message, unless a gateway had none: %s", (body, message) => {
    expect(decodeHttp({ status: 500, headers: {}, body })?.fallback?.message).toBe(message);
  });

  test.each([
    ["rows<7 are full", "rows<7 are full"],
    ["7 < 8", "7 < 8"],
    [" <html>Bad Gateway</html>", undefined],
    ["<html>", undefined],
  ])("takes a text as the message, and no page: %j", (body, message) => {
    expect(decodeHttp({ status: 502, headers: {}, body })?.message).toBe(message);
  });

  test.each([
    ["<Error><Code>E</Code><Message>m &#x10FFFF;</Message></Error>", "E", "m \u{10ffff}"],
    ["see <Code>E</Code>", undefined, "see <Code>E</Code>"],
    [`<Error>${" ".repeat(20_000)}<Code>E</Code></Error>`, undefined, undefined],
    [`<Error>${" ".repeat(19_000)}<Code>E</Code></Error>`, "E", undefined],
  ])("reads an error document in XML from its beginning: %.40s", (body, errorType, message) => {
    const read = decodeHttp({ status: 502, headers: {}, body });
    expect([read?.errorType, read?.message]).toEqual([errorType, message]);
  });

  test("takes a success that mentions an error for a success", () => {
    expect(
      decodeHttp({ status: 200, headers: {}, body: '{"errorMessage":null,"errorType":null}' }),
    ).toBeUndefined();
    expect(
      decodeHttp({ status: 200, headers: {}, body: '{"errorMessage":"last week","items":[]}' }),
    ).toBeUndefined();
    expect(
      decodeHttp({ status: 200, headers: {}, body: '{"errorMessage":"","errorType":""}' }),
    ).toBeUndefined();
    expect(decodeHttp({ status: 200, headers: {}, body: '{"message":"m","status":404}' })).toBeUndefined();
  });

  test("takes the type in a body for ours only beside a message", () => {
    const body = '{"errorType":"OrderNotFound","orderId":"o-1"}';
    expect(decodeHttp({ status: 404, headers: {}, body })?.errorType).toBeUndefined();
  });

  test("reads the message of a service that has it in a header", () => {
    const headers = { "x-amzn-ErrorMessage": "no such order" };
    expect(decodeHttp({ status: 404, headers, body: "" })?.message).toBe("no such order");
  });
});

describe("the delay of an answer", () => {
  const delayOf = (headers: Record<string, string>) =>
    decodeHttp({ status: 503, headers, body: "" })?.retryAfter;

  test.each([
    [{ "Retry-After": " 5 " }, 5],
    [{ "x-amz-retry-after": "0" }, 0],
    [{ "x-amz-retry-after": "1500" }, 1.5],
    [{ "x-amz-retry-after": "-1" }, undefined],
    [{}, undefined],
  ])("is read of %j", (headers: Record<string, string>, delay) => {
    expect(delayOf(headers)).toBe(delay);
  });

  test("is counted from now where the answer has no date", () => {
    expect(decodeRetryAfter("Fri, 01 Jan 2999 00:00:00 GMT", undefined)).toBeGreaterThan(1e9);
    expect(decodeRetryAfter("Sun Nov  6 08:49:37 1994", undefined)).toBe(0);
  });

  test("is of a date in universal time, also in the form that has no zone", () => {
    vi.stubEnv("TZ", "America/New_York");
    vi.useFakeTimers({ now: Date.UTC(1994, 10, 6, 8, 49, 30) });
    try {
      for (const value of ["Sun, 06 Nov 1994 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"])
        for (const date of [undefined, "Sun, 06 Nov 1994 08:49:30 GMT", "Sun Nov  6 08:49:30 1994"])
          expect(decodeRetryAfter(value, date)).toBe(7);
    } finally {
      vi.useRealTimers();
      vi.unstubAllEnvs();
    }
  });
});

test.each([
  [418, "Client Error"],
  [425, "Too Early"],
  [500, "Internal Server Error"],
  [511, "Server Error"],
])("the status %d has a reason phrase, or that of its class: %s", (status, text) => {
  expect(statusText(status)).toBe(text);
});
