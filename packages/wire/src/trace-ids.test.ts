import { describe, expect, test } from "vitest";
import { decodeDeadLetter } from "./events/dead-letter.ts";
import { decodeDestination } from "./events/destination.ts";
import { decodeHttp } from "./http/http.ts";
import { decodeInvocation } from "./lambda-api/invocation.ts";
import { decodeInvocationTrace } from "./logs/invocation-trace.ts";
import { decodeLogLine } from "./logs/log-line.ts";

const ID = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
const TRACE = "1-5759e988-bd862e3fe1be46a994272793";
const OTHER = "1-67891233-abcdef012345678912345678";
const HEADER = `Root=${TRACE};Parent=53995c3f42cd8ad8;Sampled=1`;
const REPORT = `REPORT RequestId: ${ID}\tDuration: 97.30 ms\tBilled Duration: 98 ms\tMemory Size: 1024 MB\tMax Memory Used: 43 MB`;
const XRAY = `XRAY TraceId: ${TRACE}\tSegmentId: 2d34804ed85ebd6f\tSampled: true\t\n`;
const failed = { faultwire: "InternalFailure", requestId: ID, traceId: TRACE };
const error = { errorType: "RangeError", errorMessage: "m", stack: [] };
const tracing = { spanId: "54565fb41ac79632", type: "X-Amzn-Trace-Id", value: HEADER };

describe("the trace id of an error is read off a line", () => {
  test.each([
    ["of the wrapper", JSON.stringify({ ...failed, error })],
    [
      "of the wrapper, behind the columns of the text format",
      `2026-11-22T02:51:25.916Z\t${ID}\tERROR\t${JSON.stringify({ ...failed, error })}`,
    ],
    [
      "of the wrapper, in the JSON format",
      JSON.stringify({ timestamp: "t", level: "ERROR", requestId: ID, message: { ...failed, error } }),
    ],
    ["of a logger such as Powertools'", JSON.stringify({ level: "ERROR", xray_trace_id: TRACE, ...error })],
    ["of the platform's sum", `${REPORT}\tStatus: error\tError Type: Runtime.ImportModuleError\n${XRAY}`],
    ["of the platform's sum, with the status last", `${REPORT}\t\n${XRAY}Status: timeout`],
    [
      "of the platform in the JSON format",
      JSON.stringify({
        time: "t",
        type: "platform.report",
        record: { requestId: ID, status: "timeout", tracing },
      }),
    ],
  ])("%s", (_, line) => {
    expect(decodeLogLine(line)?.traceId).toBe(TRACE);
  });

  test("and not off an error that has a member of that name", () => {
    const line = `2026-11-22T02:51:25.916Z\t${ID}\tERROR\tInvoke Error \t${JSON.stringify({ ...error, traceId: OTHER })}`;
    expect(decodeLogLine(line)).toMatchObject({ requestId: ID, traceId: undefined });
  });
});

describe("the trace of an invocation", () => {
  test.each([
    `${REPORT}\t\n${XRAY}`,
    `${REPORT}\tStatus: timeout\n${XRAY}`,
    JSON.stringify({ time: "t", type: "platform.report", record: { requestId: ID, tracing } }),
    JSON.stringify({ time: "t", type: "platform.start", record: { requestId: ID, tracing } }),
  ])("is read off %j", (line) => {
    expect(decodeInvocationTrace(line)).toEqual({ requestId: ID, traceId: TRACE });
  });

  test.each([
    `${REPORT}\t\n`,
    `2026-11-22T02:51:25.916Z\t${ID}\tINFO\t${REPORT}\n${XRAY}`,
    JSON.stringify({ message: "platform.report", record: { requestId: ID } }),
    JSON.stringify({ type: "platform.report", record: { requestId: ID, tracing: null } }),
    JSON.stringify({ type: "platform.report", record: null }),
    JSON.stringify({ type: "platform.report", record: { requestId: 7, tracing: { value: HEADER } } }),
    '{"platform.report"',
  ])("is not in %j", (line) => {
    expect(decodeInvocationTrace(line)).toBeUndefined();
  });
});

describe("the trace id of an answer is read off its header", () => {
  const headers = { "X-Amzn-Trace-Id": `root=${TRACE};sampled=0` };

  test("of HTTP", () => {
    expect(decodeHttp({ status: 500, headers, body: "{}" })?.traceId).toBe(TRACE);
  });

  test("of the Lambda API, on a result and on a refusal", () => {
    expect(decodeInvocation(200, headers, "{}")).toMatchObject({ traceId: TRACE });
    expect(decodeInvocation(429, headers, "{}")).toMatchObject({ refusal: { traceId: TRACE } });
  });
});

describe("the trace id of a message is its own", () => {
  const record = (condition: string) => ({
    requestContext: { requestId: ID, condition },
    responsePayload: { errorType: "X", errorMessage: "m" },
  });
  const message = (header: string | undefined, condition: string) => ({
    body: JSON.stringify(record(condition)),
    attributes: { AWSTraceHeader: header },
  });

  test("of an on-failure destination, not of the message before it", () => {
    const Records = [message(`Root=${OTHER}`, "Success"), message(HEADER, "RetriesExhausted")];
    expect(decodeDestination({ Records })?.traceId).toBe(TRACE);
    const untraced = { Records: [Records[0], message(undefined, "RetriesExhausted")] };
    expect(decodeDestination(untraced)).toMatchObject({ requestId: ID, traceId: undefined });
  });

  test("of a dead letter, as a function and as a client receives it", () => {
    const letter = {
      RequestID: { StringValue: ID },
      ErrorCode: { StringValue: "200" },
      ErrorMessage: { StringValue: "m" },
    };
    const received = { Body: "{}", MessageAttributes: letter, Attributes: { AWSTraceHeader: HEADER } };
    expect(decodeDeadLetter({ Messages: [received] })?.traceId).toBe(TRACE);
  });
});
