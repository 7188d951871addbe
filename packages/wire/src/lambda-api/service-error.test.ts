import { describe, expect, test } from "vitest";
import cases from "../../../../cases/invoke-service-errors.json" with { type: "json" };
import { decodeClientText } from "./client-text.ts";
import { decodeServiceBody, decodeServiceError, encodeServiceError } from "./service-error.ts";

describe("the Lambda API's own error document", () => {
  test.each(cases.map((each) => [each.name, each] as const))(
    "%s is read as it was written",
    (errorType, { status, members }) => {
      const given = { errorType, status, message: "m", requestId: "r-1" };
      const sent = encodeServiceError(given);
      expect(decodeServiceError(sent)).toMatchObject({ ...given, reportedBy: "service" });
      const names: readonly string[] = (members ?? []).map(({ name }) => name);
      if (names.length > 0) expect(names).toContain(Object.keys(JSON.parse(sent.body))[1]);
    },
  );

  test("has the limit, the wait and EC2's code", () => {
    const throttle = { errorType: "TooManyRequestsException", message: "Rate Exceeded.", status: 429 };
    const sent = encodeServiceError({ ...throttle, retryAfter: 2.5, reason: "CallerRateLimitExceeded" });
    expect(sent).toEqual({
      status: 429,
      headers: {
        ...{ "Content-Type": "application/json", "X-Amzn-ErrorType": "TooManyRequestsException" },
        "Retry-After": "3",
      },
      body: '{"Type":"User","message":"Rate Exceeded.","Reason":"CallerRateLimitExceeded"}',
    });
    expect(decodeServiceError(sent)).toMatchObject({ retryAfter: 3, reason: "CallerRateLimitExceeded" });
    const ec2 = {
      errorType: "EC2UnexpectedException",
      message: "m",
      status: 502,
      ec2ErrorCode: "Unauthorized",
    };
    expect(decodeServiceError(encodeServiceError(ec2)).ec2ErrorCode).toBe("Unauthorized");
  });

  test("is read as an object, where a client kept nothing else", () => {
    const throttle = { Reason: "CallerRateLimitExceeded", Type: "User", message: "Rate Exceeded." };
    expect(decodeServiceBody(throttle)).toMatchObject({
      ...{ status: 429, message: "Rate Exceeded.", fallback: { errorType: "TooManyRequestsException" } },
    });
    expect(decodeServiceBody({ Message: "m", Type: "Service" })).toMatchObject({ status: 500, message: "m" });
    for (const other of [
      { Type: "User" },
      { Type: "Admin", message: "m" },
      { Type: "User", message: "m", id: 1 },
      null,
    ])
      expect(decodeServiceBody(other)).toBeUndefined();
  });
});

test("a refusal is read in the text of the SDKs for Java", () => {
  const text =
    "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: r-1; Proxy: null)";
  expect(decodeClientText(text)).toMatchObject({ status: 429, requestId: "r-1", message: "Rate Exceeded." });
  expect(decodeClientText("An error occurred")).toBeUndefined();
});
