import { InvokeCommand, type InvokeCommandInput, type InvokeCommandOutput } from "@aws-sdk/client-lambda";
import type { Catalog, Fault } from "@faultwire/catalog";
import { type ReceiveContext, toFault } from "@faultwire/catalog/receiving";
import { decodeReturned } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { payloadText, readInvokeOutput } from "../invoke-output.ts";
import { malformed } from "../malformed.ts";
import type { Meta, Outcome } from "../outcome.ts";
import { readResult } from "../read-result.ts";
import { abortedFault, receiveException } from "../receive-exception.ts";
import type { FunctionReference } from "./invoke-input.ts";
import { type SdkCommand, sendOnce, watch } from "./send-once.ts";

/** The part of a `LambdaClient` that a caller uses; clients of every version of the SDK have it. */
export interface InvokeClient {
  send(command: never, options?: never): Promise<unknown>;
}

/** The settings of one request and of reading its response. */
export interface InvokeSettings extends FunctionReference {
  readonly client: InvokeClient;
  readonly faults: Catalog;
  readonly output?: StandardSchemaV1 | undefined;
  readonly returned?: boolean | undefined;
  readonly sdkRetries?: boolean | undefined;
}

/** The output of a command, or the fault of one that failed. */
export type CommandResult<Output> =
  | { readonly output: Output; readonly traceId: string | undefined }
  | { readonly fault: Fault; readonly requests: number; readonly status?: number | undefined };

/** Invokes a function once. Rejects only for a mistake of the programmer. */
export async function invoke(
  settings: InvokeSettings,
  input: InvokeCommandInput,
  signal: AbortSignal | undefined,
): Promise<Outcome<unknown, Fault>> {
  const result = await send<InvokeCommandOutput>(settings, new InvokeCommand(input), signal);
  if ("output" in result) {
    try {
      return await readOutput(result, settings);
    } catch (cause) {
      // The client is not the SDK's: it resolved with undefined, or with what throws when it is read.
      return { ok: false, fault: unreadable(result.output, cause), meta: { attempts: 1 } };
    }
  }
  const { fault, status, requests } = result;
  const { requestId, traceId } = fault.origin ?? {};
  const meta = { statusCode: status, requestId, traceId, attempts: requests };
  return { ok: false, fault, meta };
}

/**
 * Sends one command.
 *
 * @throws TypeError if the SDK is too old for a member of the command.
 */
export async function send<Output>(
  { client, functionName, sdkRetries }: InvokeSettings,
  command: SdkCommand,
  signal: AbortSignal | undefined,
): Promise<CommandResult<Output>> {
  if (signal?.aborted) return { fault: abortedFault({ functionName, signal }), requests: 0 };
  const progress = sdkRetries ? watch(command) : sendOnce(command);
  try {
    // The types of commands and options differ between versions of the SDK; their members do not.
    const output = await client.send(command as never, { abortSignal: signal } as never);
    // A command resolves with its output in every version of the SDK.
    return { output: output as Output, traceId: progress.traceId };
  } catch (thrown) {
    if (progress.refusal) throw progress.refusal;
    const { requests, status, traceId } = progress;
    const context = { functionName, signal, requests, status, traceId, isLambdaApi: true };
    return { fault: receiveException(thrown, context), requests, status };
  }
}

/** Makes the fault of a client that is not the SDK's: its output throws when it is read. */
export function unreadable(payload: unknown, cause: unknown): Fault {
  const issues = "the client did not resolve with the output of an Invoke command";
  const origin = { wire: "transport", payload } as const;
  return malformed({ message: "The output cannot be read", issues, execution: "unknown", origin, cause });
}

async function readOutput(
  { output, traceId }: { readonly output: InvokeCommandOutput; readonly traceId: string | undefined },
  settings: InvokeSettings,
): Promise<Outcome<unknown, Fault>> {
  const { functionName, faults, returned } = settings;
  const text = await textOfPayload(output.Payload);
  const { error, context } = readInvokeOutput({ ...output, Payload: text }, { functionName, traceId });
  const meta = metaOf(output, context);
  if (error) return { ok: false, fault: toFault(error, faults, context), meta };
  const { requestId, logTail } = context;
  if (returned && TIMED_OUT.test(text)) {
    return {
      ok: false,
      fault: toFault({ wire: "document", payload: text, message: text }, faults, context),
      meta,
    };
  }
  const origin = { wire: "standard", payload: text, functionName, requestId, traceId, logTail } as const;
  const read = await readResult(text, settings.output, origin);
  if ("fault" in read) return { ok: false, fault: read.fault, meta };
  const document = returned ? decodeReturned(read.value) : undefined;
  if (document) return { ok: false, fault: toFault(document, faults, context), meta };
  return { ok: true, value: read.value, meta };
}

/** The answer of AWS's emulator to a time-out, which it does not mark as an error. */
const TIMED_OUT = /^[^{"]{0,100}Task timed out after [\d.]+ seconds$/;

/** Some clients have the body as a Blob, which is read asynchronously. */
async function textOfPayload(payload: unknown): Promise<string> {
  const { text }: { readonly text?: unknown } = Object(payload);
  return typeof text === "function" ? String(await text.call(payload)) : payloadText(payload);
}

function metaOf(
  { StatusCode, ExecutedVersion, DurableExecutionArn, $metadata }: InvokeCommandOutput,
  { requestId, traceId, logTail }: ReceiveContext,
): Meta {
  return {
    statusCode: StatusCode,
    executedVersion: ExecutedVersion,
    requestId,
    traceId,
    logTail,
    durableExecutionArn: DurableExecutionArn,
    attempts: $metadata?.attempts ?? 1,
  };
}
