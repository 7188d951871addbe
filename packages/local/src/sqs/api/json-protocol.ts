import { randomUUID } from "node:crypto";
import type { AwsRequest } from "../../aws-api/aws-request.ts";
import type { AwsAnswer } from "../../aws-api/error-answer.ts";
import { SqsError } from "../sqs-error.ts";
import type { SqsMembers } from "./request-input.ts";

/**
 * Reads the input of a request in JSON 1.0.
 *
 * @throws SqsError where it is not an object.
 */
export function readJsonInput({ body }: AwsRequest): SqsMembers {
  try {
    const input: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
    // The cast: members are checked where they are read.
    if (typeof input === "object" && input !== null && !Array.isArray(input)) return input as SqsMembers;
  } catch {
    // Not JSON, which is refused as any other text.
  }
  throw new SqsError("InvalidParameterValueException", "The request is not a JSON object.");
}

/** Writes an operation's output. */
export function jsonAnswer(output: SqsMembers): AwsAnswer {
  return { status: 200, headers: jsonHeaders(), body: JSON.stringify(output) };
}

/** Writes an error, with the code that it has in the query protocol: SDKs read it. */
export function jsonErrorAnswer({ name, queryCode, status, message }: SqsError): AwsAnswer {
  const side = status < 500 ? "Sender" : "Receiver";
  return {
    status,
    headers: { ...jsonHeaders(), "x-amzn-query-error": `${queryCode};${side}` },
    body: JSON.stringify({ __type: `com.amazonaws.sqs#${name}`, message }),
  };
}

function jsonHeaders(): Record<string, string> {
  return { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() };
}
