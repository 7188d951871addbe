import { expect, test } from "vitest";
import composed from "../../../cases/composed.json" with { type: "json" };
import reports from "../../../cases/reports.json" with { type: "json" };
import { decodeBatchError } from "./events/batch.ts";
import { decodeDeadLetter } from "./events/dead-letter.ts";
import { decodeDestination } from "./events/destination.ts";
import { decodeErrorObject } from "./events/durable.ts";
import { decodeFirehoseAnswer } from "./events/firehose-answer.ts";
import { decodeOperationError } from "./events/operation-error.ts";
import { decodeS3Batch } from "./events/s3-batch.ts";
import { decodeStepFunctions } from "./events/step-functions.ts";
import { decodeAppSync } from "./invokers/appsync.ts";
import { decodeBedrock } from "./invokers/bedrock.ts";
import { decodeCloudFormation } from "./invokers/cloudformation.ts";
import { decodeCognito } from "./invokers/cognito.ts";
import { decodeJsonRpc } from "./invokers/json-rpc.ts";
import { isJsonObject } from "./json.ts";
import { decodeLogLine, decodeLogRecord } from "./logs/log-line.ts";
import { decodeRecord, decodeTextRecord } from "./records.ts";
import type { WireError } from "./wire-error.ts";

/* Payloads of public reports and of documented forms, each by the reader of its wire. */

interface Case {
  readonly id: string;
  readonly via: string;
  readonly as?: string;
  readonly input: unknown;
  readonly expect: Readonly<Record<string, unknown>>;
}

const READERS: Readonly<Record<string, (input: unknown) => WireError | undefined>> = {
  parse: (input) => (typeof input === "string" ? decodeTextRecord(input) : decodeRecord(input)),
  parseAppSync: decodeAppSync,
  parseBatchResponse: (input) => decodeBatchError(input) ?? decodeFirehoseAnswer(input),
  parseBedrock: decodeBedrock,
  parseCloudFormation: decodeCloudFormation,
  parseCognito: decodeCognito,
  parseDeadLetter: decodeDeadLetter,
  parseDestination: decodeDestination,
  parseErrorObject: (input) => decodeOperationError(input) ?? decodeErrorObject(input),
  parseJsonRpc: decodeJsonRpc,
  parseLogLine: (input) => (typeof input === "string" ? decodeLogLine(input) : decodeLogRecord(input)),
  parseS3Batch: decodeS3Batch,
  parseStepFunctions: decodeStepFunctions,
};

// An HTTP response of Cognito is brought into one form before it is read; only parse() mixes wires.
const CASES = [...composed, ...(reports as readonly Case[])].filter(
  ({ via, as, input, expect: expected }: Case) =>
    as === undefined &&
    via in READERS &&
    (via !== "parse" || expected.fault === false) &&
    (via !== "parseCognito" || !isJsonObject(input) || !("headers" in input || "statusCode" in input)),
);

test.each(CASES.map((each: Case) => [each.id, each] as const))(
  "%s",
  (_id, { via, input, expect: expected }) => {
    const read = READERS[via]?.(input);
    const isOfTrigger = via !== "parseCognito" || expected.name !== "ServiceFault";
    if (expected.fault === false || !isOfTrigger) return expect(read).toBeUndefined();
    expect(read).toBeDefined();
    const found = {
      errorType: read?.errorType ?? read?.fallback?.errorType,
      message: read?.message ?? read?.fallback?.message,
      requestId: read?.requestId,
    };
    // A wire may have no type and no message: the fault then has its own.
    const { errorType, message, requestId = found.requestId } = { ...found, ...expected };
    expect({ errorType, message, ...defined(found) }).toEqual({
      ...{ errorType, message },
      ...(requestId !== null && requestId !== undefined && { requestId }),
    });
  },
);

function defined(members: Readonly<Record<string, string | undefined>>): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value));
}
