import { decodeBatchError } from "./events/batch.ts";
import { decodeLetter } from "./events/destination.ts";
import { decodeErrorObject } from "./events/durable.ts";
import { decodeFirehoseAnswer } from "./events/firehose-answer.ts";
import { decodeS3Batch } from "./events/s3-batch.ts";
import { decodeStepFunctions } from "./events/step-functions.ts";
import { decodeStandardObject } from "./function-error/standard.ts";
import { decodeAppSync } from "./invokers/appsync.ts";
import { decodeGraphqlResponse } from "./invokers/appsync-error.ts";
import { decodeBedrock } from "./invokers/bedrock.ts";
import { decodeCloudFormation } from "./invokers/cloudformation.ts";
import { decodeCognito } from "./invokers/cognito.ts";
import { decodeJsonRpc } from "./invokers/json-rpc.ts";
import { asString, isJsonObject } from "./json.ts";
import { decodeCommandLine } from "./lambda-api/command-line.ts";
import { decodeEventStream } from "./lambda-api/event-stream.ts";
import { decodeLogLine, decodeLogRecord } from "./logs/log-line.ts";
import type { WireError } from "./wire-error.ts";

/** Tried in this order; the first that matches wins, so the more specific shape comes first. */
const DECODERS: readonly ((value: unknown) => WireError | undefined)[] = [
  decodeEventStream,
  decodeLetter,
  decodeStepFunctions,
  decodeBatchError,
  decodeFirehoseAnswer,
  decodeS3Batch,
  decodeJsonRpc,
  decodeAppSync,
  decodeCloudFormation,
  decodeErrorObject,
  decodeBedrock,
  decodeCognito,
  decodeLogRecord,
  decodeLambdaError,
];

/** Reads an error out of a record of any wire, recognised by its members; undefined for any other value. */
export function decodeRecord(value: unknown): WireError | undefined {
  for (const decode of DECODERS) {
    const error = decode(value);
    if (error) return error;
  }
  return undefined;
}

/**
 * Reads an error that is the body of a successful HTTP response by the rules of its service: a GraphQL response, an
 * express execution of Step Functions, an answer of JSON-RPC. Returns undefined for any other body.
 */
export function decodeBodyRecord(body: unknown): WireError | undefined {
  const error = decodeGraphqlResponse(body);
  if (error) return error;
  const isExecution = isJsonObject(body) && ("executionArn" in body || "ExecutionArn" in body);
  return isExecution ? decodeStepFunctions(body) : decodeJsonRpc(body);
}

/**
 * Reads an error out of a text that is not JSON: a line of a log, the sentence of Cognito, the event of a stack, the
 * words of a command. Returns undefined for any other text.
 */
export function decodeTextRecord(text: string): WireError | undefined {
  return decodeCognito(text) ?? decodeLogLine(text) ?? decodeCloudFormation(text) ?? decodeCommandLine(text);
}

/** Reads an error object as runtimes post it, or another service's with a code and a message. */
function decodeLambdaError(value: unknown): WireError | undefined {
  if (!isJsonObject(value)) return undefined;
  const { errorType, errorMessage, errorCode } = value;
  const hasStack = ["trace", "stackTrace", "stack"].some((name) => Array.isArray(value[name]));
  const hasName = typeof errorType === "string" || typeof errorMessage === "string";
  if (!isGiven(errorType) && !isGiven(errorMessage) && !(hasStack && hasName)) return undefined;
  // Some services write a code for a success.
  if (errorType === undefined && String(errorCode) === "0") return undefined;
  const error = decodeStandardObject(value);
  return errorType === undefined ? { ...error, errorType: asString(errorCode) } : error;
}

/** Whether a member has content: a success may have an empty place for an error. */
function isGiven(member: unknown): boolean {
  return (typeof member === "string" && member !== "") || (typeof member === "object" && member !== null);
}
