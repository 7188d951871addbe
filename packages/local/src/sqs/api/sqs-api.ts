import { type AwsApi, sendAnswer } from "../../aws-api/answer-aws-request.ts";
import { type AwsRequest, queryParameters } from "../../aws-api/aws-request.ts";
import type { AwsAnswer } from "../../aws-api/error-answer.ts";
import { operationOf, protocolOf } from "../../aws-api/protocol.ts";
import { SqsError } from "../sqs-error.ts";
import { jsonAnswer, jsonErrorAnswer, readJsonInput } from "./json-protocol.ts";
import { OPERATIONS } from "./operations.ts";
import { queryAnswer, queryErrorAnswer, readQueryInput } from "./query-protocol.ts";
import { RequestInput } from "./request-input.ts";
import type { SqsService } from "./sqs-service.ts";

/** "/000000000000/orders": older clients send requests to the queue's URL. */
const QUEUE_PATH = /^\/\d{12}\/[\w-]+(?:\.fifo)?$/;

/**
 * Makes the API of SQS, in the JSON protocol and in the query protocol of older clients.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/Welcome.html
 */
export function sqsApi(service: Omit<SqsService, "signal" | "traceHeader">): AwsApi {
  return {
    service: "sqs",
    matches: (request) =>
      request.target?.startsWith("AmazonSQS.") ?? (isQuery(request) && isForQueues(request)),
    answer: async (request, response) => {
      const left = new AbortController();
      response.once("close", () => left.abort());
      const answer = await answerRequest({ ...service, ...contextOf(request), signal: left.signal }, request);
      if (!left.signal.aborted) sendAnswer(answer, response);
    },
  };
}

function contextOf({ headers }: AwsRequest): Pick<SqsService, "traceHeader"> {
  return { traceHeader: headers["x-amzn-trace-id"]?.toString() };
}

/** A form for another service, which is not signed, has an operation of another name. */
function isForQueues(request: AwsRequest): boolean {
  return QUEUE_PATH.test(request.path) || Object.hasOwn(OPERATIONS, operationOf(request));
}

function isQuery(request: AwsRequest): boolean {
  return queryParameters(request).has("Action");
}

async function answerRequest(service: SqsService, request: AwsRequest): Promise<AwsAnswer> {
  const operation = operationOf(request);
  const isJson = protocolOf(request) !== "query";
  try {
    const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
    if (run === undefined)
      throw new SqsError("NotImplemented", `@faultwire/local does not have SQS's operation ${operation}`);
    const input = isJson ? readJsonInput(request) : readQueryInput(request);
    const output = await run(service, new RequestInput(input));
    return isJson ? jsonAnswer(output) : queryAnswer(operation, output);
  } catch (refusal) {
    if (!(refusal instanceof SqsError)) throw refusal;
    return isJson ? jsonErrorAnswer(refusal) : queryErrorAnswer(refusal);
  }
}
