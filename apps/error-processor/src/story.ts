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
 * The orders functions really fail, and their callers ignore it. Only logs and the records in two queues remain. The
 * error processor turns these into typed faults again, and acts on each.
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

/** Calls a function, and returns only its run in the ledger. */
async function run(functionName: string, input: object): Promise<Run> {
  await shop.send(new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(input) }));
  const last = orders.runs(functionName).at(-1);
  if (last === undefined) throw new Error(`${functionName} did not run`);
  return last;
}

let asExpected = 0;
let deliveries = 0;

function report(title: string, actions: readonly Action[], expected: readonly string[]): void {
  deliveries += 1;
  console.log(`\n${deliveries}. ${title}`);
  for (const { kind, errorType, text } of actions)
    console.log(`   ${kind.padEnd(8)}${errorType.padEnd(18)}${text}`);
  const seen = actions.map(({ kind, errorType }) => `${kind} ${errorType}`);
  if (seen.join() === expected.join()) asExpected += 1;
}

await run("get-order", { orderId: "o-9" });
await run("get-order", { orderId: "o-2" });
await run("get-order", { orderId: "o-1" });
await run("get-order", { orderId: "o-broken" });
report(
  "The log of get-order, as its subscription delivers it: three errors among four calls",
  await processLogs(logsEvent("get-order", orders.runs("get-order"))),
  ["count OrderNotFound", "count PaymentPending", "ticket SyntaxError"],
);

await run("export-orders", { pages: 10 });
report(
  "The log of export-orders, which took too long: only its REPORT line shows it",
  await processLogs(logsEvent("export-orders", orders.runs("export-orders"))),
  ["alert Sandbox.Timedout"],
);

await fetch(orders.url("support", "/orders/o-broken"), { method: "DELETE" });
report(
  "The log of cancel-order, whose caller received only an InternalFailure",
  await processLogs(logsEvent("cancel-order", orders.runs("cancel-order"))),
  ["ticket SyntaxError"],
);

const late = await run("place-order", { sku: "lamp", quantity: 5 });
report(
  "A record of an on-failure destination: type and details, as they were thrown",
  await processRecords({ Records: [destinationMessage("place-order", late)] }),
  ["alert OutOfStock"],
);

const declined = await run("pay-order", { orderId: "o-2", amount: 10, card: "4111 1111 1111 0000" });
const broken = await run("get-order", { orderId: "o-broken" });
report(
  "Two dead letters and a stray message: a custom error object brings its type, any other error its message only",
  await processRecords({ Records: [deadLetterMessage(declined), deadLetterMessage(broken), strayMessage()] }),
  ["alert CardDeclined", "ticket Undeclared", "ticket Unreadable"],
);

shop.destroy();
client.destroy();
console.log(`\n${asExpected} of ${deliveries} deliveries were handled as expected.`);
process.exitCode = asExpected === deliveries ? 0 : 1;
