import { existsSync } from "node:fs";
import { createHttpCaller } from "@faultwire/caller";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { App } from "aws-cdk-lib";
import { context } from "esbuild";
import { chromium } from "playwright-core";
import { afterAll, expect, onTestFinished } from "vitest";
import { ShopStack } from "../cdk/shop-stack.ts";
import { Orders, OutOfStock } from "../src/faults.ts";
import type { handler } from "../src/place-order.ts";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const hasChromium = existsSync(executablePath);
if (!hasChromium)
  console.warn(`There is no ${executablePath}: CHROMIUM names the browser to test the page in.`);

const pages = await context({
  entryPoints: ["web/main.ts"],
  bundle: true,
  format: "esm",
  outdir: "web",
  write: false,
});
const { port } = await pages.serve({ servedir: "web", host: "localhost" });
afterAll(() => pages.dispose());
const origin = `http://localhost:${port}`;

const app = new App({ outdir: "cdk.out" });
new ShopStack(app, "Shop", { origin });
const test = localTest(await fromTemplate(app.synth().directory));

test("a program catches the class that the function threw, with its details", async ({ lambda }) => {
  const placeOrder = createHttpCaller<typeof handler>({ url: ordersOf(lambda), faults: Orders });
  const error = await placeOrder({ sku: "lamp", quantity: 7 }).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(OutOfStock);
  expect(error).toMatchObject({ status: 409, details: { sku: "lamp", left: 3 } });
});

test.runIf(hasChromium)("a page of another origin does, too", async ({ lambda }) => {
  const page = await openPage(ordersOf(lambda));
  expect(await page.order(2)).toBe("Thank you! Your order is o-2.");
  expect(await page.order(7)).toBe("Only 3 are left.");
});

test.runIf(hasChromium)("a page names a failure of API Gateway", async ({ lambda }) => {
  const page = await openPage(ordersOf(lambda));
  lambda.fail({ api: apiOf(lambda) }, { with: { status: 503 } });
  expect(await page.order(1)).toBe("Something went wrong: GatewayFault (execution: unknown).");
});

/** The name of the API is its logical id, which the CDK makes. */
const apiOf = ({ apis }: Local) => Object.keys(apis)[0] ?? "";
const ordersOf = (lambda: Local) => lambda.url(apiOf(lambda), "/orders");

async function openPage(orders: string) {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  onTestFinished(() => browser.close());
  const page = await browser.newPage();
  await page.goto(`${origin}/?orders=${orders}`);
  return {
    async order(quantity: number) {
      await page.getByLabel("Lamps").fill(String(quantity));
      await page.getByRole("button").click();
      return page.locator("output:not(:empty)").textContent();
    },
  };
}
