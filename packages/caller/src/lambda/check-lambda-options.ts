import { describe } from "@faultwire/catalog/internal";

/** The options of a caller of Lambda functions, besides those of every caller. */
export const LAMBDA_OPTIONS: readonly string[] = [
  "client",
  "functionName",
  "qualifier",
  "returned",
  "logTail",
  "sdkRetries",
];

/**
 * Checks that a value can send the SDK's commands.
 *
 * @throws TypeError naming the call and what to do.
 */
export function checkClient(client: unknown): void {
  const { send }: { send?: unknown } = Object(client);
  if (typeof send === "function") return;
  throw new TypeError(
    `createCaller(): client is a client with send(), such as new LambdaClient({}) of @aws-sdk/client-lambda; it is ${describe(client)}`,
  );
}
