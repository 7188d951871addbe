import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import type { Local } from "../src/index.ts";

/** The result of one invocation through the SDK. */
export interface Called {
  readonly functionError: string | undefined;
  readonly payload: unknown;
  readonly log: string;
}

/** Invokes a function through the SDK, once, with its log. */
export async function call(lambda: Local, functionName: string, event: unknown = {}): Promise<Called> {
  const client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
  try {
    const { FunctionError, Payload, LogResult } = await client.send(
      new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event), LogType: "Tail" }),
    );
    return {
      functionError: FunctionError,
      payload: JSON.parse(Buffer.from(Payload ?? []).toString("utf8")),
      log: Buffer.from(LogResult ?? "", "base64").toString("utf8"),
    };
  } finally {
    client.destroy();
  }
}
