import { fileURLToPath } from "node:url";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { createCaller } from "@faultwire/caller/lambda";
import { defineCatalog } from "@faultwire/catalog";
import { local, type Run } from "@faultwire/local";
import { deployment } from "orders/deployment";
import type { Action } from "./act.ts";
import { deadLetterMessage, destinationMessage, logsEvent, strayMessage } from "./deliveries.ts";
import type { handler as ProcessLogs } from "./process-logs.ts";
import type { handler as ProcessRecords } from "./process-records.ts";

/*
 * The orders functions fail, for real, and nobody who called them looks. What is left are their logs, and the
 * records in two queues: the error processor makes typed faults of them again, and acts on each.
 */

const at = (folder: string) => fileURLToPath(new URL(folder, import.meta.url));
await using orders = await local({ ...deployment, root: at("../../orders/dist/") });
await using processor = await local({
  root: at("./"),
  functions: { "process-logs": "process-logs.handler", "process-records": "process-records.handler" },
});

const shop = new LambdaClient(orders.client);
const client = new LambdaClient(processor.client);
const faults = defineCatalog("error-processor", {});
const processLogs = createCaller<typeof ProcessLogs>({ client, functionName: "process-logs", faults });
const processRecords = createCaller<typeof ProcessRecords>({
  client,
  functionName: "process-records",
  faults,
});

/** Calls a function and looks at nothing but what the ledger holds of it. */
async function run(functionName: string, input: object): Promise<Run> {
  await shop.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(input) }));
  const last = orders.runs(functionName).at(-1);
  if (last === undefined) throw new Error(`${functionName} did not run`);
  return last;
}

let asExpected = 0;
let told = 0;

function tell(title: string, actions: readonly Action[], expected: readonly string[]): void {
  told += 1;
  console.log(`\n${told}. ${title}`);
  for (const { kind, errorType, text } of actions)
    console.log(`   ${kind.padEnd(8)}${errorType.padEnd(18)}${text}`);
  const seen = actions.map(({ kind, errorType }) => `${kind} ${errorType}`);
  if (seen.join() === expected.join()) asExpected += 1;
}

await run("get-order", { orderId: "o-9" });
await run("get-order", { orderId: "o-2" });
await run("get-order", { orderId: "o-1" });
await run("get-order", { orderId: "o-broken" });
tell(
  "The log of get-order, as its subscription delivers it: three errors among four calls",
  await processLogs(logsEvent("get-order", orders.runs("get-order"))),
  ["count OrderNotFound", "count PaymentPending", "ticket SyntaxError"],
);

await run("export-orders", { pages: 10 });
tell(
  "The log of export-orders, which took too long: its REPORT alone tells of it",
  await processLogs(logsEvent("export-orders", orders.runs("export-orders"))),
  ["alert Sandbox.Timedout"],
);

await fetch(orders.url("support", "/orders/o-broken"), { method: "DELETE" });
tell(
  "The log of cancel-order, whose caller was told of an InternalFailure and nothing else",
  await processLogs(logsEvent("cancel-order", orders.runs("cancel-order"))),
  ["ticket SyntaxError"],
);

const late = await run("place-order", { sku: "lamp", quantity: 5 });
tell(
  "A record of an on-failure destination: type and details, as they were thrown",
  await processRecords({ Records: [destinationMessage("place-order", late)] }),
  ["alert OutOfStock"],
);

const declined = await run("pay-order", { orderId: "o-2", amount: 10, card: "4111 1111 1111 0000" });
const broken = await run("get-order", { orderId: "o-broken" });
tell(
  "Two dead letters and a stray message: a custom error object brings its type, any other error its message only",
  await processRecords({ Records: [deadLetterMessage(declined), deadLetterMessage(broken), strayMessage()] }),
  ["alert CardDeclined", "ticket Undeclared", "ticket Unreadable"],
);

shop.destroy();
client.destroy();
console.log(`\n${asExpected} of ${told} deliveries were acted on as the types say.`);
process.exitCode = asExpected === told ? 0 : 1;
