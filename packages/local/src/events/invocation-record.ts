import type { AsynchronousEvent, AttemptResult, Completion } from "./event-queue.ts";

/**
 * The record of an asynchronous invocation that a destination gets, as JSON; payloads stand in it as they were.
 * The record of an event that never ran is not in AWS's documentation: it tells the status of the refusal alone.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function invocationRecord(completion: Completion, time: Date): string {
  const { event, condition, invokeCount, last } = completion;
  const context = {
    requestId: event.requestId,
    functionArn: qualified(event),
    condition,
    approximateInvokeCount: invokeCount,
  };
  const members = [
    ["version", '"1.0"'],
    ["timestamp", JSON.stringify(time)],
    ["requestContext", JSON.stringify(context)],
    ["requestPayload", event.payload.toString("utf8")],
    ...(condition === "ZeroReservedConcurrency" ? [] : responseMembers(last, event.version)),
  ];
  return `{${members.map(([name, json]) => `"${name}":${json}`).join(",")}}`;
}

function responseMembers(last: AttemptResult, executedVersion: string): string[][] {
  if ("status" in last) return [["responseContext", JSON.stringify({ statusCode: last.status })]];
  const functionError = last.failed ? "Unhandled" : undefined;
  const context = { statusCode: 200, executedVersion, functionError };
  return [
    ["responseContext", JSON.stringify(context)],
    ["responsePayload", jsonOf(last.body.toString("utf8"))],
  ];
}

/** A record names the version even where the call did not; an ARN has seven parts without one. */
function qualified({ functionArn, version }: AsynchronousEvent): string {
  return functionArn.split(":").length > 7 ? functionArn : `${functionArn}:${version}`;
}

/** Returns the text itself, or as a JSON string if it is not JSON: a runtime may answer with anything. */
function jsonOf(text: string): string {
  try {
    JSON.parse(text);
    return text;
  } catch {
    // No JSON.
    return JSON.stringify(text);
  }
}
