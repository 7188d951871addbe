import { isJsonObject, type JsonObject } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { readInput } from "../payload/read-input.ts";
import type { IssueStyle } from "../payload/word-issue.ts";

/**
 * Reads and validates the data of a record: as JSON a message's body, the data of a Kinesis record, or a Kafka record's
 * value; as it is the `dynamodb` member of a change. A pipe hands over a body that is JSON as an object, and the data of
 * Kinesis beside the other members of the record.
 *
 * @throws HandlerFault `ValidationFailed` (400) with the issues.
 */
export function readRecord<Input>(
  schema: StandardSchemaV1<unknown, Input>,
  record: unknown,
  issues: IssueStyle,
): Promise<Input> {
  const { body, kinesis, value, dynamodb, data = value }: JsonObject = isJsonObject(record) ? record : {};
  const opened = dynamodb ?? (typeof body === "object" ? body : undefined);
  if (opened !== undefined) return readInput(schema, { event: opened }, issues);
  const encoded = isJsonObject(kinesis) ? kinesis.data : data;
  const isBase64Encoded = body === undefined;
  // It is read like the body of a request.
  return readInput(schema, { event: { body: body ?? encoded, isBase64Encoded }, flavour: "http" }, issues);
}
