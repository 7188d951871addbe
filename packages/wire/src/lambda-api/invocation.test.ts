import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeInvocation, encodeInvocation } from "./invocation.ts";

describe("the raw Invoke response", () => {
  test("is read with all its six fields", () => {
    const headers = {
      "x-amz-function-error": "Unhandled",
      "X-Amz-Log-Result": "TE9H",
      "x-amz-executed-version": "7",
      "X-AMZ-Durable-Execution-Arn": "arn",
      "x-amzn-RequestId": "r-1",
    };
    expect(decodeInvocation(200, headers, "{}")).toEqual({
      invocation: {
        StatusCode: 200,
        FunctionError: "Unhandled",
        LogResult: "TE9H",
        Payload: "{}",
        ExecutedVersion: "7",
        DurableExecutionArn: "arn",
        $metadata: { requestId: "r-1" },
      },
    });
    expect(decodeInvocation(202, {}, "")).toStrictEqual({
      invocation: { StatusCode: 202, Payload: "" },
      traceId: undefined,
    });
    expect(encodeInvocation({ StatusCode: 202 })).toStrictEqual({ status: 202, headers: {}, body: "" });
  });

  test.each([
    [199, "refusal"],
    [200, "invocation"],
    [299, "invocation"],
    [300, "refusal"],
  ])("of status %d is a %s", (status, kind) => {
    expect(decodeInvocation(status, {}, "{}")).toHaveProperty(kind);
  });

  test("is written as it is read", () => {
    const text = fc.stringMatching(/^[ -~]{1,20}$/);
    const invocation = fc.record(
      {
        StatusCode: fc.constantFrom(200, 202, 204),
        FunctionError: text,
        LogResult: text,
        Payload: fc.string(),
        ExecutedVersion: text,
        DurableExecutionArn: text,
        $metadata: fc.record({ requestId: text }),
      },
      { requiredKeys: ["StatusCode", "Payload"] },
    );
    fc.assert(
      fc.property(invocation, (given) => {
        const { status, headers, body } = encodeInvocation(given);
        expect(decodeInvocation(status, headers, body)).toEqual({ invocation: given });
      }),
    );
  });

  test("is the service's refusal at any other status, JSON or XML", () => {
    const body = '{"Reason":"CallerRateLimitExceeded","Type":"User","message":"Rate exceeded"}';
    const throttled = {
      errorType: "TooManyRequestsException",
      message: "Rate exceeded",
      reason: "CallerRateLimitExceeded",
      status: 429,
      retryAfter: 3,
      requestId: "r-1",
    };
    expect(
      decodeInvocation(
        429,
        {
          "x-amzn-errortype": "TooManyRequestsException:http://x/",
          "Retry-After": "3",
          "x-amzn-requestid": "r-1",
        },
        body,
      ),
    ).toEqual({
      refusal: expect.objectContaining(throttled),
    });
    const xml =
      "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The &lt;token&gt; &amp; key&#39;s &#x2014; &#x110000; &nbsp;</Message></Error><RequestId>r-2</RequestId></ErrorResponse>";
    expect(decodeInvocation(403, {}, xml)).toEqual({
      refusal: expect.objectContaining({
        errorType: "InvalidClientTokenId",
        message: "The <token> & key's \u2014 &#x110000; &nbsp;",
        requestId: "r-2",
        status: 403,
      }),
    });
    expect(
      decodeInvocation(
        404,
        { "x-amzn-errortype": "ResourceNotFoundException" },
        '{"Type":"User","Message":"Function not found"}',
      ),
    ).toEqual({
      refusal: expect.objectContaining({
        errorType: "ResourceNotFoundException",
        message: "Function not found",
      }),
    });
    const unexpected = '{"Type":"Service","Message":"m","EC2ErrorCode":"UnauthorizedOperation"}';
    const dates = { date: "Sun, 22 Nov 2026 09:00:00 GMT", "retry-after": "Sun, 22 Nov 2026 09:00:07 GMT" };
    expect(
      decodeInvocation(502, { "x-amzn-errortype": "EC2UnexpectedException", ...dates }, unexpected),
    ).toEqual({
      refusal: expect.objectContaining({ ec2ErrorCode: "UnauthorizedOperation", retryAfter: 7 }),
    });
    expect(decodeInvocation(502, {}, "<html>")).toEqual({
      refusal: expect.objectContaining({ status: 502, errorType: "SyntaxError", reportedBy: "transport" }),
    });
    expect(decodeInvocation(500, {}, "{}")).toEqual({
      refusal: expect.objectContaining({ status: 500, errorType: undefined, reportedBy: "service" }),
    });
  });
});
