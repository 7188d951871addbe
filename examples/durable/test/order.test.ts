import { LocalDurableTestRunner } from "@aws/durable-execution-sdk-js-testing";
import { parse } from "@faultwire/caller";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { CardDeclined, Payments } from "../src/faults.ts";
import { handler } from "../src/order.ts";
import { shop } from "../src/shop.ts";

beforeAll(() => LocalDurableTestRunner.setupTestEnvironment({ skipTime: true }));
afterAll(() => LocalDurableTestRunner.teardownTestEnvironment());
beforeEach(() => void Object.assign(shop, { lamps: 3, charges: 0 }));

const order = (card: string) =>
  new LocalDurableTestRunner({ handlerFunction: handler }).run({ payload: { orderId: "o-1", card } });

test("an order is reserved and charged", async () => {
  const execution = await order("good");
  expect(execution.getResult()).toEqual({ orderId: "o-1", receipt: "receipt of o-1" });
  expect(shop.lamps).toBe(2);
});

test("a declined card is not tried again, releases the lamp, and reaches the caller with its details", async () => {
  const execution = await order("empty");
  expect(execution.getStatus()).toBe("FAILED");
  const { errorType, errorMessage, errorData } = execution.getError();
  const fault = parse({ ErrorType: errorType, ErrorMessage: errorMessage, ErrorData: errorData }, Payments);
  expect(fault).toBeInstanceOf(CardDeclined);
  expect(fault).toMatchObject({ details: { orderId: "o-1", missing: 20 } });
  const steps = execution.getOperations().map((operation) => operation.getName());
  expect(steps).toEqual(["reserve", "charge", "release"]);
  expect(shop).toEqual({ lamps: 3, charges: 1 });
});

test("a bank that is closed is tried again until it opens", async () => {
  const execution = await order("at-night");
  expect(execution.getStatus()).toBe("SUCCEEDED");
  expect(shop.charges).toBe(3);
});
