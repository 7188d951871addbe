import { InvokeCommand, type InvokeCommandInput, type InvokeCommandOutput } from "@aws-sdk/client-lambda";
import type { Catalog, Fault } from "@faultwire/catalog";
import { toFault } from "@faultwire/catalog/internal";
import { decodeDocument } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { abortedFault, receiveException } from "../exception.ts";
import { decodeLog, payloadText, readInvokeOutput } from "../invoke-output.ts";
import type { Meta, Outcome } from "../outcome.ts";
import { readResult } from "../read-result.ts";
import { type Command, sendOnce, watch } from "./one-request.ts";
import type { Target } from "./request.ts";

/** The part of a `LambdaClient` that a caller uses; clients of every version of the SDK have it. */
export interface InvokeClient {
  send(command: never, options?: never): Promise<unknown>;
}

/** How one request is made and its answer read. */
export interface InvokeSettings extends Target {
  readonly client: InvokeClient;
  readonly faults: Catalog;
  readonly output?: StandardSchemaV1 | undefined;
  readonly returned?: boolean | undefined;
  readonly sdkRetries?: boolean | undefined;
}

/** What a command resolves with, or the fault of one that failed. */
export type Exchange<Output> = { readonly output: Output } | { readonly fault: Fault };

/** Sends an input to a function and tells how it ended. Rejects only with a mistake of its caller. */
export async function invoke(
  settings: InvokeSettings,
  input: InvokeCommandInput,
  signal: AbortSignal | undefined,
): Promise<Outcome<unknown, Fault>> {
  const exchange = await send<InvokeCommandOutput>(settings, new InvokeCommand(input), signal);
  if ("output" in exchange) return readOutput(exchange.output, settings);
  const { fault } = exchange;
  return {
    ok: false,
    fault,
    meta: { statusCode: fault.status, requestId: fault.origin?.requestId, attempts: 1 },
  };
}

/**
 * Sends one command.
 *
 * @throws TypeError where the SDK is too old for what the command asks.
 */
export async function send<Output>(
  { client, functionName, sdkRetries }: InvokeSettings,
  command: Command,
  signal: AbortSignal | undefined,
): Promise<Exchange<Output>> {
  if (signal?.aborted) return { fault: abortedFault({ functionName, signal }) };
  const delivery = sdkRetries ? watch(command) : sendOnce(command);
  try {
    const output = await client.send(command as never, { abortSignal: signal } as never);
    // What the command resolves with in every version of the SDK.
    return { output: output as Output };
  } catch (thrown) {
    if (delivery.refusal) throw delivery.refusal;
    return { fault: receiveException(thrown, { functionName, signal, ...delivery }) };
  }
}

async function readOutput(
  output: InvokeCommandOutput,
  settings: InvokeSettings,
): Promise<Outcome<unknown, Fault>> {
  const { functionName, faults, returned } = settings;
  const { error, reception } = readInvokeOutput(output, { functionName });
  const meta = metaOf(output);
  if (error) return { ok: false, fault: toFault(error, faults, reception), meta };
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
  if (document) return { ok: false, fault: toFault(document, faults, reception), meta };
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
