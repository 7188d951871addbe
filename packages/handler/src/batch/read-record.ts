import { isJsonObject, type JsonObject } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { type IssueStyle, readInput } from "../payload/read-input.ts";

/**
 * Reads and validates what a record of a batch carries: a message's body, the data of a stream's record, the value of
 * Kafka's, as JSON; or a change in DynamoDB, which is an object already.
 *
 * @throws HandlerFault `ValidationFailed` (400) with the issues.
 */
export function readRecord<Input>(
  schema: StandardSchemaV1<unknown, Input>,
  record: unknown,
  issues: IssueStyle,
): Promise<Input> {
  const { body, kinesis, value, dynamodb }: JsonObject = isJsonObject(record) ? record : {};
  if (dynamodb !== undefined) return readInput(schema, dynamodb, undefined, issues);
  const encoded = isJsonObject(kinesis) ? kinesis.data : value;
  const isBase64Encoded = body === undefined;
  // It is read as the body of a request is.
  return readInput(schema, { body: body ?? encoded, isBase64Encoded }, "http", issues);
}
