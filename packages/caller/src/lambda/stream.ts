import {
  type InvokeCommandInput,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCommandInput,
  type InvokeWithResponseStreamCommandOutput,
} from "@aws-sdk/client-lambda";
import type { Fault } from "@faultwire/catalog";
import { hide, toFault } from "@faultwire/catalog/internal";
import {
  asString,
  decodeInvokeComplete,
  endlessStream,
  isJsonObject,
  parseJson,
  type WireError,
} from "@faultwire/wire";
import { receiveException } from "../exception.ts";
import { decodeLog, requestIdOf } from "../invoke-output.ts";
import { type InvokeSettings, send } from "./invoke.ts";

/**
 * Yields what a function streams. Throws the fault that the end of the stream tells of, and a `TransportFault` where
 * it has no end. Whoever stops reading ends the request; the function runs on.
 */
export async function* stream(
  settings: InvokeSettings,
  input: InvokeCommandInput,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void> {
  const stopped = new AbortController();
  const either = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal;
  // What a stream cannot be asked for is not among the members.
  const command = new InvokeWithResponseStreamCommand(input as InvokeWithResponseStreamCommandInput);
  const exchange = await send<InvokeWithResponseStreamCommandOutput>(settings, command, either);
  if ("fault" in exchange) throw begun(exchange.fault, settings, signal);
  const { EventStream = [], $metadata } = exchange.output;
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
  const error = end ? decodeInvokeComplete(end) : endlessStream();
  if (error === undefined) return;
  throw toFault(error, settings.faults, {
    functionName: settings.functionName,
    requestId: requestIdOf($metadata),
    logTail: decodeLog(end?.LogResult),
  });
}

/** An event that says error, by the name of an exception, or a stream that was cut. */
function receiveFrame(
  thrown: unknown,
  { functionName, faults }: InvokeSettings,
  signal?: AbortSignal,
): Fault {
  if (!(thrown instanceof Error && /Exception$/.test(thrown.name))) {
    const fault = receiveException(thrown, { functionName, signal, isSent: true });
    // The head of the answer had arrived.
    hide(fault, "execution", "started");
    return fault;
  }
  // The SDK adds a line of advice to what came.
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

/** Where the head of the answer says success, its first event said error: the function began, and who knows its end. */
function begun(fault: Fault, settings: InvokeSettings, signal?: AbortSignal): Fault {
  return fault.execution === "finished" ? receiveFrame(fault.origin?.payload, settings, signal) : fault;
}
