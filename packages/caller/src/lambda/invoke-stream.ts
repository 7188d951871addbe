import {
  type InvokeCommandInput,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
  type InvokeWithResponseStreamCommandOutput,
} from "@aws-sdk/client-lambda";
import type { Fault } from "@faultwire/catalog";
import { hide, isError } from "@faultwire/catalog/internal";
import { toFault } from "@faultwire/catalog/receiving";
import {
  asString,
  decodeInvokeComplete,
  endlessStream,
  isJsonObject,
  parseJson,
  type WireError,
} from "@faultwire/wire";
import { decodeLog, requestIdOf } from "../invoke-output.ts";
import { receiveException } from "../receive-exception.ts";
import { type InvokeSettings, send, unreadable } from "./invoke.ts";

/**
 * Yields what a function streams. Throws the fault that ends the stream, and a `TransportFault` if the stream is cut.
 * A reader that stops ends the request; the function runs on.
 */
export async function* invokeStream(
  settings: InvokeSettings,
  input: InvokeCommandInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const stopped = new AbortController();
  const either = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal;
  // Streams accept fewer types of invocation, and this input names none.
  const command = new InvokeWithResponseStreamCommand(input as InvokeWithResponseStreamCommandInput);
  const result = await send<InvokeWithResponseStreamCommandOutput>(settings, command, either);
  if ("fault" in result) throw startedFault(result.fault, settings, signal);
  const { traceId } = result;
  const { EventStream, requestId } = readOutput(result.output);
  let end: { readonly LogResult?: string | undefined } | undefined;
  try {
    for await (const { PayloadChunk, InvokeComplete } of EventStream) {
      if (PayloadChunk?.Payload) yield PayloadChunk.Payload;
      if (InvokeComplete) end = InvokeComplete;
    }
  } catch (thrown) {
    throw receiveFrame(thrown, settings, signal);
  } finally {
    stopped.abort();
  }
  const { error, logTail } = readEnd(end);
  if (error === undefined) return;
  throw toFault(error, settings.faults, {
    functionName: settings.functionName,
    requestId,
    traceId,
    logTail,
  });
}

function readOutput(output: InvokeWithResponseStreamCommandOutput) {
  try {
    const { EventStream = [], $metadata } = output;
    return { EventStream, requestId: requestIdOf($metadata) };
  } catch (cause) {
    throw unreadable(output, cause);
  }
}

function readEnd(end: { readonly LogResult?: string | undefined } | undefined) {
  try {
    const error = end ? decodeInvokeComplete(end) : endlessStream();
    return { error, logTail: decodeLog(end?.LogResult) };
  } catch {
    // Not an end of the SDK's: it throws when it is read.
    return { error: endlessStream(), logTail: undefined };
  }
}

/** Makes the fault of an exception event, or of a stream that was cut. */
function receiveFrame(
  thrown: unknown,
  { functionName, faults }: InvokeSettings,
  signal?: AbortSignal,
): Fault {
  if (!(isError(thrown) && /Exception$/.test(thrown.name))) {
    const fault = receiveException(thrown, { functionName, signal, requests: 1 });
    // The head of the response had arrived.
    hide(fault, "execution", "started");
    return fault;
  }
  // The SDK appends a line of advice to the message.
  const [text = ""] = thrown.message.split(/\n +Deserialization error: /, 1);
  const members = parseJson(text);
  const error: WireError = {
    wire: "event-stream",
    reportedBy: "service",
    payload: thrown,
    errorType: thrown.name,
    message: (isJsonObject(members) && asString(members.message ?? members.Message)) || text,
    execution: "started",
  };
  return toFault(error, faults, { functionName, cause: thrown });
}

/** A 200 whose first event is an exception: the function started; how it ended is unknown. */
function startedFault(fault: Fault, settings: InvokeSettings, signal?: AbortSignal): Fault {
  return fault.execution === "finished" ? receiveFrame(fault.origin?.payload, settings, signal) : fault;
}
