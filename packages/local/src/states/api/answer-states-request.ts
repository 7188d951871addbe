import { randomUUID } from "node:crypto";
import type { AwsRequest } from "../../aws-api/aws-request.ts";
import type { AwsAnswer } from "../../aws-api/error-answer.ts";
import { operationOf } from "../../aws-api/protocol.ts";
import { TRACE_HEADER } from "../../trace.ts";
import type { StateMachines } from "../state-machines.ts";
import { OPERATIONS } from "./operations.ts";
import { StatesError } from "./states-error.ts";
import { StatesInput } from "./states-input.ts";

/**
 * Answers a request of the API of Step Functions, in AWS's JSON protocol 1.0.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html
 */
export async function answerStatesRequest(machines: StateMachines, request: AwsRequest): Promise<AwsAnswer> {
  const operation = operationOf(request);
  try {
    const run = Object.hasOwn(OPERATIONS, operation) ? OPERATIONS[operation] : undefined;
    if (run === undefined)
      throw new StatesError(
        "NotImplemented",
        `@faultwire/local does not have Step Functions' operation ${operation}; it has ${Object.keys(OPERATIONS).join(", ")}`,
      );
    const traceHeader = request.headers[TRACE_HEADER]?.toString();
    return answer(200, await run({ machines, traceHeader }, readInput(request)));
  } catch (refusal) {
    if (!(refusal instanceof StatesError)) throw refusal;
    return answer(refusal.status, { __type: refusal.name, message: refusal.message });
  }
}

function readInput({ body }: AwsRequest): StatesInput {
  try {
    const input: unknown = body.length === 0 ? {} : JSON.parse(body.toString("utf8"));
    // The cast: members are checked where they are read.
    if (typeof input === "object" && input !== null && !Array.isArray(input))
      return new StatesInput(input as Readonly<Record<string, unknown>>);
  } catch {
    // Not JSON, which is refused as any other text.
  }
  throw new StatesError("ValidationException", "The request is not a JSON object.");
}

function answer(status: number, output: object): AwsAnswer {
  return {
    status,
    headers: { "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": randomUUID() },
    body: JSON.stringify(output),
  };
}
