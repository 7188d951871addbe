import { InvokeCommand, type InvokeCommandOutput } from "@aws-sdk/client-lambda";
import { type Catalog, type Fault, receive } from "@faultwire/catalog";
import { decodeDocument } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { receiveException } from "../exception.ts";
import { decodeLog, payloadText, readInvokeOutput } from "../invoke-output.ts";
import type { Meta, Outcome } from "../outcome.ts";
import { readResult } from "../read-result.ts";
import { sendOnce, watch } from "./one-request.ts";

/** The part of a `LambdaClient` that a caller uses; clients of every version of the SDK have it. */
export interface InvokeClient {
  send(command: never, options?: never): Promise<unknown>;
}

/** How one request is made and its answer read. */
export interface InvokeSettings {
  readonly client: InvokeClient;
  readonly functionName: string;
  readonly faults: Catalog;
  readonly output?: StandardSchemaV1 | undefined;
  readonly returned?: boolean | undefined;
  readonly logTail?: boolean | undefined;
  readonly sdkRetries?: boolean | undefined;
}

type Exchange =
  | { readonly output: InvokeCommandOutput }
  | { readonly exception: Error; readonly isSent: boolean };

/** Sends a payload to a function and tells how it ended. Never rejects. */
export async function invoke(
  settings: InvokeSettings,
  payload: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Outcome<unknown, Fault>> {
  const { functionName } = settings;
  const exchange = await send(settings, payload, signal);
  if ("output" in exchange) return readOutput(exchange.output, settings);
  const fault = receiveException(exchange.exception, { functionName, signal, isSent: exchange.isSent });
  const meta = { statusCode: fault.status, requestId: fault.origin?.requestId, attempts: 1 };
  return { ok: false, fault, meta };
}

async function send(
  settings: InvokeSettings,
  payload: string | undefined,
  abortSignal?: AbortSignal,
): Promise<Exchange> {
  const { client, functionName, logTail, sdkRetries } = settings;
  const command = new InvokeCommand({
    FunctionName: functionName,
    ...(payload !== undefined && { Payload: payload }),
    ...(logTail && { LogType: "Tail" }),
  });
  const delivery = sdkRetries ? watch(command) : sendOnce(command);
  try {
    const output = await client.send(command as never, { abortSignal } as never);
    if (delivery.failure !== undefined) throw delivery.failure;
    // What an InvokeCommand resolves with in every version of the SDK.
    return { output: output as InvokeCommandOutput };
  } catch (thrown) {
    const exception = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { exception, isSent: delivery.isSent };
  }
}

async function readOutput(
  output: InvokeCommandOutput,
  settings: InvokeSettings,
): Promise<Outcome<unknown, Fault>> {
  const { functionName, faults, returned } = settings;
  const { error, reception } = readInvokeOutput(output, { functionName });
  const meta = metaOf(output);
  if (error) return { ok: false, fault: receive(error, faults, reception), meta };
  const { requestId, logTail } = reception;
  const text = payloadText(output.Payload);
  const read = await readResult(text, settings.output, {
    wire: "standard",
    payload: text,
    functionName,
    requestId,
    logTail,
  });
  if ("fault" in read) return { ok: false, fault: read.fault, meta };
  const document = returned ? decodeDocument(read.value) : undefined;
  if (document) return { ok: false, fault: receive(document, faults, reception), meta };
  return { ok: true, value: read.value, meta };
}

function metaOf({
  StatusCode,
  ExecutedVersion,
  LogResult,
  DurableExecutionArn,
  $metadata,
}: InvokeCommandOutput): Meta {
  return {
    statusCode: StatusCode,
    executedVersion: ExecutedVersion,
    requestId: $metadata?.requestId,
    logTail: decodeLog(LogResult),
    durableExecutionArn: DurableExecutionArn,
    attempts: $metadata?.attempts ?? 1,
  };
}
