/**
 * Takes the pictures of the inspector that the documents show, `docs/images/inspector-{light,dark}.png`: of a service
 * with real calls. It needs pngquant, and Chromium: `CHROMIUM=/path/to/it`, or `/usr/bin/chromium`.
 */
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { chromium } from "playwright-core";
import { local } from "../src/index.ts";

const images = fileURLToPath(new URL("../../../docs/images/", import.meta.url));

await using lambda = await local({
  root: fileURLToPath(new URL("../../../e2e/test/functions", import.meta.url)),
  inspector: true,
  functions: {
    charge: {
      handler: "charge.handler",
      environment: { NODE_OPTIONS: "--conditions=@faultwire/source --no-warnings" },
      asynchronous: { onFailure: { queue: "failed-charges" } },
    },
  },
  queues: { charges: { function: "charge" }, "failed-charges": {} },
  apis: { shop: { type: "http", routes: { "POST /charges/{orderId}": "charge" } } },
});
const client = new LambdaClient(lambda.client);

await send({ orderId: "order-1041" });
await send({ orderId: "order-1042" });
await fetch(lambda.url("shop", "/charges/order-1043"), {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ orderId: "order-1043" }),
});
await send({ orderId: "order-1044" });
lambda.fail("charge", { before: "ran", with: "TooManyRequestsException" });
await send({ orderId: "order-1045" });
lambda.queue("charges").send(JSON.stringify({ orderId: "order-1046" }));
await lambda.settled();
await send({ orderId: "order-1047", declined: true }, "Event");
await lambda.settled();
await lambda.clock.advance({ minutes: 1 });
await send({ orderId: "order-1048", declined: true });
// The connection breaks after the function ran, and the SDK tries again.
lambda.fail("charge", { after: "ran", with: "reset" });
await send({ orderId: "order-1049" });
await send({ orderId: "order-1050", declined: true });
lambda.fail("charge", { after: "ran", with: { delay: 500 }, times: 5 });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
await mkdir(images, { recursive: true });
for (const colorScheme of ["light", "dark"] as const) {
  const page = await browser.newPage({ colorScheme, viewport: { width: 1180, height: 664 } });
  await page.goto(lambda.inspector ?? "");
  await page.getByRole("option", { name: /Succeeded.*ran 2 times/ }).click();
  await page.getByRole("region", { name: "Log" }).waitFor();
  const path = `${images}inspector-${colorScheme}.png`;
  await page.screenshot({ path });
  execFileSync("pngquant", ["--force", "--ext=.png", "--speed=1", "64", path]);
  await page.close();
}
await browser.close();
client.destroy();

async function send(event: object, type: "Event" | "RequestResponse" = "RequestResponse"): Promise<void> {
  await client.send(
    new InvokeCommand({ FunctionName: "charge", InvocationType: type, Payload: JSON.stringify(event) }),
  );
}
