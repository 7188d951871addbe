import { decodeBatchError } from "./events/batch.ts";
import { decodeDeadLetter } from "./events/dead-letter.ts";
import { decodeDestination } from "./events/destination.ts";
import { decodeErrorObject } from "./events/durable.ts";
import { decodeS3Batch } from "./events/s3-batch.ts";
import { decodeStepFunctions } from "./events/step-functions.ts";
import { decodeStandardObject } from "./function-error/standard.ts";
import { decodeAppSync } from "./invokers/appsync.ts";
import { decodeBedrock } from "./invokers/bedrock.ts";
import { decodeCloudFormation } from "./invokers/cloudformation.ts";
import { decodeCognito } from "./invokers/cognito.ts";
import { isJsonObject } from "./json.ts";
import { decodeEventStream } from "./lambda-api/event-stream.ts";
import type { WireError } from "./wire-error.ts";

/** Tried in this order; the first that matches wins, so the more specific shape comes first. */
const DECODERS: readonly ((value: unknown) => WireError | undefined)[] = [
  decodeEventStream,
  decodeDestination,
  decodeDeadLetter,
  decodeStepFunctions,
  decodeBatchError,
  decodeS3Batch,
  decodeAppSync,
  decodeCloudFormation,
  decodeErrorObject,
  decodeBedrock,
  decodeCognito,
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

function decodeLambdaError(value: unknown): WireError | undefined {
  return isJsonObject(value) && ("errorMessage" in value || "errorType" in value)
    ? decodeStandardObject(value)
    : undefined;
}
