import { LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { local } from "@faultwire/local";
import { OrderNotFound, Orders } from "./faults.js";
import type { getOrder } from "./functions.js";

/** Runs a function that throws, and catches its fault: `node dist/main.js FOLDER`, the folder of the compiled files. */
async function main(root: string): Promise<void> {
  const lambda = await local({ root, functions: { "get-order": "functions.getOrder" } });
  const client = new LambdaClient(lambda.client);
  const call = createCaller<typeof getOrder>({ client, functionName: "get-order", faults: Orders });
  const error: unknown = await call({ orderId: "o-2" }).catch((caught: unknown) => caught);
  if (error instanceof OrderNotFound)
    console.log("invoke", true, error.details.orderId, error.status, error.execution);
  client.destroy();
  await lambda.close();
}

main(process.argv[2] ?? ".");
