import { describe, expect, test } from "vitest";
import cases from "../../../../cases/http-errors.json" with { type: "json" };
import type { HttpResponse } from "./header-reader.ts";
import { decodeHttp } from "./http.ts";

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

  test("takes a success that mentions an error for a success", () => {
    expect(
      decodeHttp({ status: 200, headers: {}, body: '{"errorMessage":null,"errorType":null}' }),
    ).toBeUndefined();
    expect(
      decodeHttp({ status: 200, headers: {}, body: '{"errorMessage":"last week","items":[]}' }),
    ).toBeUndefined();
  });
});
