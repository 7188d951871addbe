import { decodeHttp, type WireError } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import cases from "../../../../cases/gateway-responses.json" with { type: "json" };
import { GatewayFault } from "../families.ts";
import { GATEWAY_MEANINGS } from "../meanings/index.ts";
import { classifyGatewayError } from "./classify-gateway-error.ts";
import { toFault } from "./to-fault.ts";

const answered = (status: number, headers: Record<string, string>, body: string) =>
  toFault(
    decodeHttp({ status, headers, body }) as WireError,
    { name: "none", faults: {} },
    { gateway: classifyGatewayError },
  );

/** The gateway responses as they come, by every status and with every message that was seen; DEFAULT_4XX is any. */
const answers = cases
  .filter(({ responseType }) => responseType !== "DEFAULT_4XX")
  .flatMap(({ responseType, observedStatus, defaultStatus, errorType, message, messageVariants }) => {
    const statuses = observedStatus.length > 0 ? observedStatus : [defaultStatus ?? 500];
    return statuses.flatMap((status) =>
      [message, ...messageVariants].map((text) => [responseType, status, errorType, text] as const),
    );
  });

describe("an answer that the gateway made", () => {
  test.each(answers)("%s %i %s %s is a GatewayFault", (_type, status, errorType, message) => {
    const headers: Record<string, string> = errorType === null ? {} : { "x-amzn-ErrorType": errorType };
    const fault = answered(status, headers, JSON.stringify({ message }));
    expect(fault).toBeInstanceOf(GatewayFault);
    expect(fault).toMatchObject({ status, message: message ?? "" });
  });

  test("never proves that the function did not run: a function can answer in the same words", () => {
    const type = { "x-amzn-errortype": "TooManyRequestsException" };
    expect(answered(429, type, '{"message":"Too Many Requests"}').execution).toBe("unknown");
    expect(answered(404, {}, '{"message":"Not Found"}').execution).toBe("unknown");
    expect(answered(404, {}, '{"message":"Not Found","orderId":"o-1"}').execution).toBe("unknown");
    expect(answered(404, {}, '{"message":"no such order"}').execution).toBe("unknown");
    expect(answered(504, {}, '{"message":"Endpoint request timed out"}').execution).toBe("unknown");
  });

  test("has a meaning by its type, and no other type has one", () => {
    const recorded = new Set(cases.flatMap(({ errorType }) => errorType?.match(/\w+Exception/g) ?? []));
    expect(new Set(Object.keys(GATEWAY_MEANINGS))).toEqual(recorded);
    for (const meaning of Object.values(GATEWAY_MEANINGS)) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });

  test("is one of the web application firewall where its header says so, under a 202 too", () => {
    const fault = answered(202, { "x-amzn-waf-action": "challenge" }, "");
    expect(fault).toBeInstanceOf(GatewayFault);
    expect(fault).toMatchObject({ status: 202, execution: "unknown" });
  });
});

const classified = (errorType: string | undefined, status: number, body = "") =>
  classifyGatewayError({ wire: "http", payload: { status, headers: {}, body }, errorType, status });

test.each([
  [undefined, 400, "request", false],
  ["UnauthorizedException", 401, "caller", false],
  ["ForbiddenException", 403, "caller", false],
  [undefined, 404, "request", false],
  ["BadRequestException", 415, "request", false],
  ["TooManyRequestsException", 429, "account", true],
  [undefined, 429, "account", true],
  // A quota is used up for a day, a week or a month.
  ["LimitExceededException", 429, "account", false],
  [undefined, 499, "request", false],
  ["InternalServerErrorException", 500, "function", false],
  ["AuthorizerFailureException", 500, "configuration", false],
  ["AuthorizerConfigurationException", 500, "configuration", false],
  [undefined, 501, "function", false],
  ["InternalServerErrorException", 502, "function", true],
  [undefined, 503, "service", true],
  ["InternalServerErrorException", 504, "function", true],
] as const)(
  "%s of status %d has the category %s; retryable: %s",
  (errorType, status, category, retryable) => {
    expect(classified(errorType, status)).toEqual({ category, retryable, execution: "unknown" });
  },
);

test("no member of every object passes for a type of the gateway", () => {
  for (const name of ["constructor", "toString", "__proto__"]) expect(classified(name, 403)).toBeUndefined();
});
