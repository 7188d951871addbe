import { describe, expect, test } from "vitest";
import cases from "../../../../cases/invoke-service-errors.json" with { type: "json" };
import { decodeClientText } from "./client-text.ts";
import { decodeCommandLine } from "./command-line.ts";
import {
  decodeServiceBody,
  decodeServiceError,
  decodeServiceText,
  encodeServiceError,
} from "./service-error.ts";

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
    expect(sent).toStrictEqual({
      status: 429,
      headers: {
        ...{ "Content-Type": "application/json", "X-Amzn-ErrorType": "TooManyRequestsException" },
        "Retry-After": "3",
      },
      body: '{"Type":"User","message":"Rate Exceeded.","Reason":"CallerRateLimitExceeded"}',
    });
    for (const [status, side] of [
      [499, "User"],
      [500, "Service"],
    ] as const) {
      expect(encodeServiceError({ errorType: "E", message: "m", status, requestId: "r-1" })).toStrictEqual({
        status,
        headers: {
          ...{ "Content-Type": "application/json", "X-Amzn-ErrorType": "E", "x-amzn-RequestId": "r-1" },
        },
        body: `{"Type":"${side}","Message":"m"}`,
      });
    }
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
    expect(decodeServiceBody({ __type: "a.b#ThrottlingException", message: "m" })).toMatchObject({
      ...{ status: 400, errorType: "ThrottlingException", message: "m", reportedBy: "service" },
    });
    expect(decodeServiceBody({ __type: "InternalFailure", message: "m" })?.status).toBe(500);
    expect(decodeServiceBody({ ...throttle, retryAfterSeconds: "7" })).toMatchObject({ retryAfter: 7 });
    const conflict = { Reason: "TooManyVersions", Type: "User", message: "m" };
    expect(decodeServiceBody(conflict)).toMatchObject({ status: 400, reason: "TooManyVersions" });
    expect(decodeServiceBody(conflict)?.payload).toBe(conflict);
    for (const other of [
      { Type: "User" },
      { Type: "Admin", message: "m" },
      { Type: "User", message: "m", id: 1 },
      null,
    ])
      expect(decodeServiceBody(other)).toBeUndefined();
  });
});

test("hostile members of a body made the reader throw", () => {
  const hostile = JSON.parse('{"toString":1,"valueOf":1}');
  for (const members of [{ Reason: hostile }, { retryAfterSeconds: hostile }, { retryAfterSeconds: null }]) {
    const read = decodeServiceBody({ Type: "User", message: "m", ...members });
    expect(read).toMatchObject({ message: "m", status: 400, retryAfter: undefined });
  }
  expect(decodeServiceBody({ Type: "User", message: "m", retryAfterSeconds: 7 })?.retryAfter).toBe(7);
});

test("a refusal is read in the text of the SDKs for Java", () => {
  const text =
    "Rate Exceeded. (Service: AWSLambda; Status Code: 429; Error Code: TooManyRequestsException; Request ID: r-1; Proxy: null)";
  for (const payload of [text, `${text}\n`]) {
    expect(decodeClientText(payload)).toEqual({
      ...{ wire: "service", reportedBy: "service", execution: "unknown", payload },
      ...{ errorType: "TooManyRequestsException", status: 429, requestId: "r-1", message: "Rate Exceeded." },
    });
  }
  expect(decodeClientText("An error occurred")).toBeUndefined();
});

test("what Python keeps of a refusal is read with its status, its headers and its request", () => {
  const refusal = {
    Error: { Code: "TooManyRequestsException", Message: "Rate Exceeded.", Reason: "CallerRateLimitExceeded" },
    ResponseMetadata: {
      ...{ HTTPStatusCode: 429, RequestId: "r-1", HTTPHeaders: { "retry-after": "3" }, RetryAttempts: 4 },
    },
  };
  expect(decodeServiceBody(refusal)).toMatchObject({
    ...{ wire: "service", errorType: "TooManyRequestsException", message: "Rate Exceeded.", status: 429 },
    ...{ requestId: "r-1", retryAfter: 3, payload: refusal },
  });
  const { ResponseMetadata } = refusal;
  const headless = { ...refusal, ResponseMetadata: { ...ResponseMetadata, HTTPHeaders: "none" } };
  expect(decodeServiceBody(headless)).toMatchObject({ status: 429, retryAfter: undefined });
  for (const other of [
    { ...refusal, ResponseMetadata: { ...ResponseMetadata, HTTPStatusCode: "429" } },
    { Error: { Message: "m" }, ResponseMetadata },
    { Error: refusal.Error },
  ])
    expect(decodeServiceBody(other)).toBeUndefined();
});

test("an error document in XML is read where a client kept nothing else", () => {
  const xml = (code: string) =>
    ` <ErrorResponse><Error><Code>${code}</Code><Message>m</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
  expect(decodeServiceText(xml("AccessDenied"))).toMatchObject({
    ...{ wire: "service", reportedBy: "service", status: 400, errorType: "AccessDenied", message: "m" },
    ...{ requestId: "r", execution: "unknown", payload: xml("AccessDenied") },
  });
  expect(decodeServiceText(xml("InternalFailure"))?.status).toBe(500);
  for (const other of ["<html>m</html>", `x${xml("A")}`, ""])
    expect(decodeServiceText(other)).toBeUndefined();
});

test("a page of a load balancer is not an answer of the service", () => {
  const page = { status: 502, headers: {}, body: "<html>Bad Gateway</html>" };
  expect(decodeServiceError(page)).toEqual({
    ...{ wire: "service", payload: page, reportedBy: "transport", status: 502, errorType: "SyntaxError" },
    message: "The answer, of status 502, is not one of the service",
  });
  expect(decodeServiceError({ ...page, body: "" })).toMatchObject({ reportedBy: "service", status: 502 });
});

describe("the words of the AWS CLI and of boto3", () => {
  test.each([
    ["TooManyRequestsException", 429],
    ["ThrottlingException", 429],
    ["RequestLimitExceeded", 429],
    ["ResourceNotFoundException", 404],
    ["AccessDeniedException", 403],
    ["ExpiredTokenException", 403],
    ["InvalidSignatureException", 403],
    ["InvalidClientTokenId", 403],
    ["UnrecognizedClientException", 403],
    ["NotAuthorized", 403],
    ["OptInRequired", 403],
    ["RequestTooLargeException", 413],
    ["ResourceConflictException", 409],
    ["ServiceException", 500],
    ["InternalFailure", 500],
    ["EC2AccessException", 500],
    ["ENILimitReachedException", 500],
    ["KMSDisabledException", 500],
    ["InvalidParameterValueException", 400],
  ])("report %s, of status %d", (errorType, status) => {
    const words = `An error occurred (${errorType}) when calling the Invoke operation (reached max retries: 4): m\nn\n`;
    for (const prefix of [
      "",
      "\naws: [ERROR]: ",
      "botocore.exceptions.ClientError: ",
      "botocore.errorfactory.E: ",
    ]) {
      expect(decodeCommandLine(prefix + words)).toEqual({
        ...{ wire: "service", reportedBy: "service", execution: "unknown", payload: prefix + words },
        ...{ errorType, status, message: "m\nn" },
      });
    }
  });

  test("are not any other text that has them", () => {
    expect(
      decodeCommandLine("see: An error occurred (E) when calling the Invoke operation: m"),
    ).toBeUndefined();
    expect(decodeCommandLine("An error occurred (E) when calling Invoke")).toBeUndefined();
  });
});
