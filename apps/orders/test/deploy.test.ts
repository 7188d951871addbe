import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { createHttpCaller, parseResponse } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { apiGatewayMethodFor } from "@faultwire/infra";
import { fromTemplate, type Local, local } from "@faultwire/local";
import { App } from "aws-cdk-lib";
import { Orders } from "order-faults";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OrdersStack } from "../cdk/orders-stack.ts";
import type { handler as GetOrder } from "../src/get-order.ts";
import type { handler as PayOrder } from "../src/pay-order.ts";
import type { handler as PlaceOrder } from "../src/place-order.ts";

const ROOT = join(import.meta.dirname, "..");
const TEMPLATE = join(ROOT, "template.yaml");
const outdir = mkdtempSync(join(tmpdir(), "orders-cdk-"));
const serverFaults = Object.values(Orders.faults)
  .filter(({ prototype }) => prototype.status >= 500)
  .map(({ errorType }) => errorType);
const hasLint = spawnSync("which", ["cfn-lint"]).status === 0;

beforeAll(() => {
  const app = new App({ outdir });
  new OrdersStack(app, "Orders");
  app.synth();
});
afterAll(() => rmSync(outdir, { recursive: true }));

test("the generated part of the template is up to date", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const [, ...command] = scripts.generate.split(" ");
  const main = join(ROOT, "node_modules/faultwire/dist/main.js");
  execFileSync(process.execPath, [main, ...command, "--check"], { cwd: ROOT, stdio: "pipe" });
});

describe("the SAM template, deployed to local", () => {
  const gaps: string[] = [];
  let lambda: Local;

  beforeAll(async () => {
    const options = await fromTemplate(TEMPLATE, {
      onGaps: (found) => {
        gaps.push(...found.filter(({ effect }) => effect !== "none").map((gap) => JSON.stringify(gap)));
      },
    });
    lambda = await local(options);
  });
  afterAll(() => lambda.close());

  test("runs whole", () => {
    expect(gaps).toEqual([]);
    expect(lambda.functions).toHaveLength(5);
  });

  test("takes payments, declines them by type with details, and refuses wrong input with its issues", async () => {
    const url = lambda.url("Shop", "/payments");
    const payOrder = createHttpCaller<typeof PayOrder>({ url, faults: Orders });
    const payment = { orderId: "o-2", amount: 20, card: "4111 1111 1111 1111" };
    expect(await payOrder(payment)).toEqual({ orderId: "o-2", paid: 20 });
    expect(await payOrder.safe({ ...payment, amount: 120 })).toMatchObject({
      fault: { name: "CardDeclined", status: 402, details: { reason: "funds", missing: 20 } },
      meta: { statusCode: 402 },
    });
    expect(await payOrder.safe({ ...payment, amount: "20" } as never)).toMatchObject({
      fault: { errorType: "ValidationFailed", details: { issues: [{ path: "amount" }] } },
      meta: { statusCode: 400 },
    });
  });

  test("places, cancels and reads orders, each with its faults", async () => {
    const url = lambda.url("Shop", "/orders");
    const placeOrder = createHttpCaller<typeof PlaceOrder>({ url, faults: Orders });
    expect(await placeOrder.safe({ sku: "piano", quantity: 2 })).toMatchObject({
      fault: { name: "OutOfStock", details: { sku: "piano", available: 0 } },
    });
    const cancelled = await fetch(lambda.url("ServerlessHttpApi", "/orders/o-9"), { method: "DELETE" });
    expect(await parseResponse(cancelled, Orders)).toMatchObject({ name: "OrderNotFound", status: 404 });
    const client = new LambdaClient(lambda.client);
    const getOrder = createCaller<typeof GetOrder>({ client, functionName: "GetOrder", faults: Orders });
    expect(await getOrder.safe({ orderId: "o-2" })).toMatchObject({
      fault: { name: "PaymentPending", retryAfter: 60 },
    });
    client.destroy();
  });
});

describe("the CDK app, synthesised offline", () => {
  const readOut = (file: string) => JSON.parse(readFileSync(join(outdir, file), "utf8"));
  const resourcesOf = (type: string) => {
    const all: readonly Resource[] = Object.values(readOut("Orders.template.json").Resources);
    return all.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);
  };

  test("has the responses of the catalog in its custom integration", () => {
    const methods = resourcesOf("AWS::ApiGateway::Method");
    const { Integration, MethodResponses } = apiGatewayMethodFor(Orders);
    expect(methods.map((method) => method.Integration?.Type).sort()).toEqual(["AWS", "AWS_PROXY"]);
    const custom = methods.find((method) => method.Integration?.Type === "AWS");
    expect(custom).toMatchObject({ Integration: { ...Integration }, MethodResponses });
  });

  test("has an alarm and a filter in each log group for each fault of the server's, and queries of all groups", () => {
    const alarms = resourcesOf("AWS::CloudWatch::Alarm").map(({ MetricName }) => MetricName);
    const filters = resourcesOf("AWS::Logs::MetricFilter");
    const names = ["InternalFailure", "DependencyFailed", "FunctionTimedOut", "ResultTooLarge"];
    expect(new Set(alarms)).toEqual(new Set([...names, ...serverFaults]));
    expect(filters).toHaveLength(alarms.length * resourcesOf("AWS::Lambda::Function").length);
    expect(resourcesOf("AWS::Logs::QueryDefinition")).toHaveLength(3);
    for (const { LoggingConfig } of resourcesOf("AWS::Lambda::Function"))
      expect(LoggingConfig).toMatchObject({ LogFormat: "JSON", LogGroup: { Ref: expect.any(String) } });
  });

  test("has each function of the SAM template, bundled into its asset", () => {
    const functions = resourcesOf("AWS::Lambda::Function");
    const handlers = functions.map(({ Handler = "" }) => Handler).sort();
    const declared = readFileSync(TEMPLATE, "utf8").matchAll(/^ {6}Handler: (\S+)$/gm);
    expect(handlers).toEqual(Array.from(declared, ([, handler]) => handler).sort());
    const { files } = readOut("Orders.assets.json");
    for (const { Handler = "", Code } of functions) {
      const { source } = files[Code?.S3Key?.replace(".zip", "") ?? ""];
      expect(existsSync(join(outdir, source.path, Handler.replace(".handler", ".mjs")))).toBe(true);
    }
  });
});

interface Resource {
  readonly Type: string;
  readonly Properties: {
    readonly Handler?: string;
    readonly MetricName?: string;
    readonly LoggingConfig?: object;
    readonly Code?: { readonly S3Key?: string };
    readonly Integration?: { readonly Type: string };
  };
}

// It takes longer than everything above.
const isWholeRun = process.env.FAULTWIRE_TESTS === "all";
test.skipIf(!hasLint || !isWholeRun)(
  "cfn-lint finds nothing in either template; npm run test:all runs it where it is installed",
  () => {
    // The CDK itself writes dependencies that CloudFormation would find out.
    const given = ["--ignore-checks", "W3005", "--", TEMPLATE, join(outdir, "Orders.template.json")];
    const { stdout, status } = spawnSync("cfn-lint", given, { encoding: "utf8" });
    expect([stdout, status]).toEqual(["", 0]);
  },
);
