import { describe, expect, test } from "vitest";
import { encodeHeaders } from "./headers.ts";

const fault = { errorType: "Refused", message: "no", status: 403, retryable: false };
const own = { "Content-Type": "application/json", "X-Amzn-ErrorType": "Refused" };
const encoded = (headers: Record<string, unknown>, more: object = {}) =>
  encodeHeaders({ ...fault, headers: headers as Record<string, string>, ...more }, "application/json");

describe("the headers of an answer", () => {
  test("name each header once, whatever its case, and what the wire says in headers wins", () => {
    expect(
      encoded({ "x-shop": "a", "X-Shop": "b", "content-type": "text/html", "x-amzn-errortype": "Forged" }),
    ).toEqual({ ...own, "X-Shop": "b" });
    expect(encoded({ "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" })).toMatchObject({
      "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT",
    });
    expect(encoded({ "retry-after": "7" }, { retryAfter: 5 })).toEqual({ ...own, "Retry-After": "5" });
  });

  test("hold nothing that a gateway or a client would choke on", () => {
    const hostile = {
      "X-Line": "a\r\nX-Evil: 1",
      "X-Café": "x",
      "X Space": "x",
      "": "x",
      "X-Text": "Ünder\u0000\ud800",
      "X-Null": null,
      "X-Number": 7,
      "Content-Length": "99999",
      "transfer-encoding": "chunked",
      "Content-Encoding": "gzip",
      "X-Long": "x".repeat(9000),
      "X-After": "still here",
    };
    expect(encoded(hostile)).toEqual({
      ...own,
      "X-Line": "a??X-Evil: 1",
      "X-Text": "?nder??",
      "X-Number": "7",
      "X-After": "still here",
    });
  });

  test("stay under what API Gateway takes, however many they are", () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [`X-${index}`, "y".repeat(100)]),
    );
    const values = Object.values(encoded(many)).join("");
    expect(values.length).toBeGreaterThan(7000);
    expect(values.length).toBeLessThan(8200);
  });

  test("have 8,000 characters of values at most", () => {
    expect(encoded({ "X-Last": "y".repeat(8000), "X-More": "y" })).toEqual({
      ...own,
      "X-Last": "y".repeat(8000),
    });
  });

  test("name a scheme on 401, as HTTP demands, and leave the fault's own", () => {
    expect(encodeHeaders({ ...fault, status: 401 }, "application/json")).toEqual({
      ...own,
      "WWW-Authenticate": "Bearer",
    });
    expect(encoded({}, { status: 401 })).toEqual({ ...own, "WWW-Authenticate": "Bearer" });
    expect(encoded({ "www-authenticate": "Basic" }, { status: 401 })).toEqual({
      ...own,
      "www-authenticate": "Basic",
    });
  });

  test("let a page read the type, the delay and the ids where there are CORS headers, and only there", () => {
    expect(encoded({})).not.toHaveProperty("Access-Control-Expose-Headers");
    expect(encoded({ "access-control-allow-origin": "https://shop.example" })).toEqual({
      ...own,
      "access-control-allow-origin": "https://shop.example",
      "Access-Control-Expose-Headers": "X-Amzn-ErrorType, Retry-After, x-amzn-RequestId, apigw-requestid",
    });
    expect(
      encoded({ "Access-Control-Allow-Origin": "*", "access-control-expose-headers": "X-Shop" }),
    ).toMatchObject({
      "Access-Control-Expose-Headers":
        "X-Shop, X-Amzn-ErrorType, Retry-After, x-amzn-RequestId, apigw-requestid",
    });
  });
});

test("headers that no gateway takes cost the answer nothing else", () => {
  const hostile = {
    "X-List": ["a"],
    "X-None": Object.create(null),
    "X-Symbol": Symbol("s"),
    "X-Number": 5,
    "X-Flag": true,
    "X-Line": "a\r\nSet-Cookie: b",
  };
  // Its author's mistake: the types refuse it.
  const headers = hostile as unknown as Record<string, string>;
  expect(encoded(headers)).toEqual({
    ...own,
    "X-Number": "5",
    "X-Flag": "true",
    "X-Line": "a??Set-Cookie: b",
  });
});

test("a name that is not a header's value begins no other header", () => {
  expect(encoded({}, { errorType: "Gone\r\nSet-Cookie: a=b" })).toMatchObject({
    "X-Amzn-ErrorType": "Gone??Set-Cookie: a=b",
  });
});
