import { gzipSync } from "node:zlib";
import { defineCatalog, fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { parseLogs } from "./parse-logs.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });

const thrown = (requestId: string) =>
  `t\t${requestId}\tERROR\tInvoke Error \t${JSON.stringify({
    errorType: "OrderNotFound",
    errorMessage: "m",
    stack: ["OrderNotFound: m", '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"}}'],
  })}`;
const exit = (requestId: string) =>
  `RequestId: ${requestId} Error: Runtime exited with error: signal: killed\nRuntime.ExitError`;
const report = (requestId: string, status: string) =>
  `REPORT RequestId: ${requestId}\tDuration: 3000.00 ms\tMemory Size: 128 MB\t${status}`;

function delivered(...messages: readonly string[]): object {
  const record = {
    messageType: "DATA_MESSAGE",
    logGroup: "/aws/lambda/get-order",
    logStream: "s",
    logEvents: messages.map((message, index) => ({ id: `${index}`, timestamp: 1000 + index, message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(record)).toString("base64") } };
}

describe("the logs of a subscription", () => {
  test("are the faults that they tell, in order, each with its place", async () => {
    const event = delivered("START", thrown("r-1"), "hello", report("r-2", "Status: timeout"));
    const told = await parseLogs(event, Orders);
    expect(told).toMatchObject([
      { logGroup: "/aws/lambda/get-order", logStream: "s", timestamp: 1001 },
      { logGroup: "/aws/lambda/get-order", logStream: "s", timestamp: 1003 },
    ]);
    expect(told[0]?.fault).toBeInstanceOf(OrderNotFound);
    expect(told[0]?.fault).toMatchObject({ details: { orderId: "o-1" }, origin: { requestId: "r-1" } });
    expect(told[1]?.fault).toMatchObject({ name: "RuntimeFault", errorType: "Sandbox.Timedout" });
  });

  test("report the end of an invocation once, in the words of its REPORT", async () => {
    const oom = report("r-1", "Status: error\tError Type: Runtime.OutOfMemory");
    const told = await parseLogs(delivered(thrown("r-1"), exit("r-1"), oom, exit("r-2")), Orders);
    expect(told.map(({ fault }) => [fault.errorType, fault.origin?.requestId])).toEqual([
      ["OrderNotFound", "r-1"],
      ["Runtime.OutOfMemory", "r-1"],
      ["Runtime.ExitError", "r-2"],
    ]);
  });

  test("have each line of the function, whatever the platform reports before it", async () => {
    const found = await parseLogs(
      delivered(report("r-1", "Status: timeout"), thrown("r-1"), exit("r-1")),
      Orders,
    );
    expect(found.map(({ fault }) => fault.errorType)).toEqual(["OrderNotFound", "Runtime.ExitError"]);
    const late = await parseLogs(delivered(report("r-1", "Status: timeout"), thrown("r-1")), Orders);
    expect(late.map(({ fault }) => fault.errorType)).toEqual(["Sandbox.Timedout", "OrderNotFound"]);
  });

  test("have the trace of the REPORT line of their invocation, and of no other", async () => {
    const trace = "1-5759e988-bd862e3fe1be46a994272793";
    const traced = report(
      "r-1",
      `Status: success\nXRAY TraceId: ${trace}\tSegmentId: 53995c3f42cd8ad8\tSampled: true`,
    );
    const found = await parseLogs(delivered(thrown("r-1"), thrown("r-2"), traced), Orders);
    expect(found.map(({ fault }) => fault.origin?.traceId)).toEqual([trace, undefined]);
  });

  test("report each end of the platform that has no request id", async () => {
    const lost = "INIT_REPORT Init Duration: 9999.87 ms\tPhase: init\tStatus: timeout";
    const found = await parseLogs(delivered(lost, lost), Orders);
    expect(found.map(({ timestamp }) => timestamp)).toEqual([1000, 1001]);
  });

  test("a log group that has no text made the reader reject", async () => {
    const hostile = { toString: 1, valueOf: 1 };
    const logEvents = [{ id: "0", timestamp: 1, message: thrown("r-1") }];
    const record = { messageType: "DATA_MESSAGE", logGroup: hostile, logStream: hostile, logEvents };
    const data = gzipSync(JSON.stringify(record)).toString("base64");
    expect(await parseLogs({ awslogs: { data } }, Orders)).toMatchObject([
      { fault: { name: "OrderNotFound" }, logGroup: "", logStream: "" },
    ]);
  });

  test("content above 64 MiB was decompressed without a bound", async () => {
    const padding = " ".repeat(65 * 1024 * 1024);
    const record = {
      messageType: "DATA_MESSAGE",
      logEvents: [{ id: "0", timestamp: 1, message: thrown("r-1") }],
    };
    const data = gzipSync(JSON.stringify(record) + padding).toString("base64");
    expect(await parseLogs({ awslogs: { data } }, Orders)).toEqual([]);
  });

  test("are empty for any other event", async () => {
    for (const event of [undefined, {}, { awslogs: { data: "x" } }, delivered("hello")])
      expect(await parseLogs(event, Orders)).toEqual([]);
  });
});
