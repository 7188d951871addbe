import { expect, test } from "vitest";
import { decodeEventStream, decodeInvokeComplete, endlessStream } from "./event-stream.ts";

const chunk = { PayloadChunk: { Payload: "x" } };
const failed = {
  ErrorCode: "Unhandled",
  ErrorDetails: '{"errorType":"E","errorMessage":"m","trace":["E: m"]}',
};

test("the last event of a stream has the function's own error", () => {
  const read = {
    ...{ wire: "event-stream", payload: failed, errorType: "E", message: "m", execution: "started" },
    remoteStack: ["E: m"],
  };
  expect(decodeInvokeComplete(failed)).toMatchObject(read);
  expect(decodeEventStream([chunk, { InvokeComplete: failed }])).toMatchObject(read);
});

test("details that are not an error object are the message", () => {
  for (const ErrorDetails of ["text", "[1]", '"text"'])
    expect(decodeInvokeComplete({ ErrorCode: "Unhandled", ErrorDetails })).toEqual({
      ...{ wire: "event-stream", payload: expect.anything(), errorType: "Unhandled" },
      ...{ message: ErrorDetails, execution: "started" },
    });
  expect(decodeInvokeComplete({ ErrorCode: "Unhandled" })).toMatchObject({ errorType: "Unhandled" });
  expect(decodeInvokeComplete({ ErrorDetails: "text" })).toMatchObject({ message: "text" });
});

test("a function that succeeded has no error", () => {
  for (const end of [
    undefined,
    null,
    "text",
    {},
    { LogResult: "x" },
    { ErrorCode: "", ErrorDetails: "" },
    { ErrorCode: 7 },
  ])
    expect(decodeInvokeComplete(end)).toBeUndefined();
  expect(decodeEventStream([chunk, { InvokeComplete: {} }])).toBeUndefined();
});

test("a stream that ended before its last event is an error that the connection reports", () => {
  const endless = {
    ...{ wire: "event-stream", reportedBy: "transport", execution: "started" },
    message: "The response stream ended before it was complete",
  };
  const events = [chunk, null, {}];
  expect(decodeEventStream(events)).toEqual({ ...endless, payload: events });
  expect(endlessStream()).toEqual({ ...endless, payload: undefined });
});

test("the last of several ends counts, and a list of anything else is not a stream", () => {
  expect(decodeEventStream([{ InvokeComplete: failed }, { InvokeComplete: {} }])).toBeUndefined();
  expect(decodeEventStream([{ InvokeComplete: failed }, "text"])).toMatchObject({ errorType: "E" });
  for (const other of [undefined, chunk, [], ["PayloadChunk"], [{}], [null]])
    expect(decodeEventStream(other)).toBeUndefined();
});
