import { gzipSync } from "node:zlib";
import type { Run } from "@faultwire/local";
import type { CloudWatchLogsEvent, SQSRecord, SQSRecordAttributes } from "aws-lambda";

/* The records that AWS makes of a failed invocation, in AWS's format. */

const ACCOUNT = "123456789012";

/** The stream of every log here. */
export const LOG_STREAM = "2026/11/22/[$LATEST]6f1a";

/** The log of a function's runs as CloudWatch Logs keeps it: a line an event; the sum of a traced run has two lines. */
export function logEventsOf(runs: readonly Run[]): { id: string; timestamp: number; message: string }[] {
  const lines = runs.flatMap(({ log }) => log.split(/\n(?!XRAY )/).filter((line) => line !== ""));
  return lines.map((message, index) => ({ id: String(index), timestamp: Date.now(), message }));
}

/** The log of a function's runs as CloudWatch Logs delivers it to a subscription: gzip, base64. */
export function logsEvent(functionName: string, runs: readonly Run[]): CloudWatchLogsEvent {
  const record = {
    messageType: "DATA_MESSAGE",
    owner: ACCOUNT,
    logGroup: `/aws/lambda/${functionName}`,
    logStream: LOG_STREAM,
    subscriptionFilters: ["error-processor"],
    logEvents: logEventsOf(runs),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(record)).toString("base64") } };
}

/**
 * The message in the queue of an on-failure destination.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 */
export function destinationMessage(functionName: string, run: Run): SQSRecord {
  const { requestId, payload, answer } = run;
  const record = {
    version: "1.0",
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId,
      functionArn: `arn:aws:lambda:us-east-1:${ACCOUNT}:function:${functionName}:$LATEST`,
      condition: "RetriesExhausted",
      approximateInvokeCount: 3,
    },
    requestPayload: payload,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
    responsePayload: JSON.parse(answer),
  };
  return message("order-failures", JSON.stringify(record), {});
}

/** The message in a dead-letter queue: the event, and three attributes. */
export function deadLetterMessage({ requestId, payload, answer }: Run): SQSRecord {
  const { errorMessage = "" }: { errorMessage?: string } = JSON.parse(answer);
  return message("order-dead-letters", JSON.stringify(payload), {
    RequestID: attribute("String", requestId),
    ErrorCode: attribute("Number", "200"),
    ErrorMessage: attribute("String", errorMessage.slice(0, 1024)),
  });
}

/** Makes a message that another program put into the queue. */
export function strayMessage(): SQSRecord {
  return message("order-dead-letters", "hello", {});
}

function attribute(dataType: "String" | "Number", stringValue: string) {
  return { dataType, stringValue, stringListValues: [], binaryListValues: [] };
}

function message(queue: string, body: string, messageAttributes: SQSRecord["messageAttributes"]): SQSRecord {
  const sent = String(Date.now());
  const attributes: SQSRecordAttributes = {
    ApproximateReceiveCount: "1",
    SentTimestamp: sent,
    SenderId: "AIDAIENQZJOLO23YVJ4VO",
    ApproximateFirstReceiveTimestamp: sent,
  };
  return {
    messageId: crypto.randomUUID(),
    receiptHandle: "h",
    md5OfBody: "",
    body,
    attributes,
    messageAttributes,
    eventSource: "aws:sqs",
    eventSourceARN: `arn:aws:sqs:us-east-1:${ACCOUNT}:${queue}`,
    awsRegion: "us-east-1",
  };
}
