import { parse } from "@faultwire/caller";
import { fromTemplate, type Local } from "@faultwire/local";
import { localTest } from "@faultwire/local/vitest";
import { afterEach, expect } from "vitest";
import { AddressUnknown, Shipping } from "../src/faults.ts";

const test = localTest(await fromTemplate("template.yaml"));
afterEach<{ lambda?: Local }>(({ lambda }) => lambda?.reset());

type Order = readonly [customer: string, orderId: string, address?: string];

/** Sends orders, each in its customer's message group, and moves the clock past their deliveries. */
async function ship(lambda: Local, orders: readonly Order[]) {
  const queue = lambda.queue("orders.fifo");
  const sent = orders.map(([customer, orderId, address]) =>
    queue.send(JSON.stringify({ orderId, address }), { messageGroupId: customer }),
  );
  await Promise.all(sent);
  await lambda.clock.advance({ minutes: 5 });
  const log = lambda.logs("Ship").join("\n");
  return [...log.matchAll(/shipped (.*)/g)].map(([, orderId]) => orderId);
}

test("a message that fails for a while keeps back its own group, in order", async ({ lambda }) => {
  const shipped = await ship(lambda, [
    ["ann", "o-1", "island"],
    ["ann", "o-2", "1 Main Street"],
    ["bob", "o-3", "2 Main Street"],
  ]);
  expect(shipped).toEqual(["o-3", "o-1", "o-2"]);
  expect(lambda.runs("Ship")).toHaveLength(2);
});

test("a message that can never succeed is parked with its fault, and its group goes on", async ({
  lambda,
}) => {
  const shipped = await ship(lambda, [
    ["ann", "o-1"],
    ["ann", "o-2", "1 Main Street"],
  ]);
  expect(shipped).toEqual(["o-2"]);
  const [parked] = lambda.queue("parked").messages;
  const fault = parse(JSON.parse(parked?.Body ?? "{}").fault, Shipping);
  expect(fault).toBeInstanceOf(AddressUnknown);
  expect(fault).toMatchObject({ details: { orderId: "o-1" } });
});

test("a batch that times out is delivered again as a whole", async ({ lambda }) => {
  const errorMessage = "Task timed out after 10.00 seconds";
  lambda.fail("Ship", { with: { functionError: { errorType: "Sandbox.Timedout", errorMessage } } });
  expect(await ship(lambda, [["ann", "o-1", "1 Main Street"]])).toEqual(["o-1"]);
  expect(lambda.queue("failed.fifo").messages).toEqual([]);
});
