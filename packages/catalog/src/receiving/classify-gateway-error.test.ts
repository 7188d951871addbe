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

  test("has a meaning by its type", () => {
    const meant = answers.flatMap(([, , errorType]) => errorType ?? []);
    expect(meant.filter((type) => GATEWAY_MEANINGS[type] === undefined)).toEqual([]);
  });

  test("has no meaning that is of no recorded type", () => {
    const recorded = cases.flatMap(({ errorType }) => errorType?.match(/\w+Exception/g) ?? []);
    expect(Object.keys(GATEWAY_MEANINGS).filter((type) => !recorded.includes(type))).toEqual([]);
  });

  test("is one of the web application firewall where its header says so, under a 202 too", () => {
    const fault = answered(202, { "x-amzn-waf-action": "challenge" }, "");
    expect(fault).toBeInstanceOf(GatewayFault);
    expect(fault).toMatchObject({ status: 202, execution: "unknown" });
  });
});
