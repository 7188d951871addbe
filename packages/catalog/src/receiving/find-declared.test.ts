import { decodeStandardObject } from "@faultwire/wire";
import { expect, test } from "vitest";
import { z } from "zod";
import vectors from "../../../../spec/vectors/names.json" with { type: "json" };
import { fault } from "../declare-fault.ts";
import { defineCatalog } from "../define-catalog.ts";
import { toFault } from "./to-fault.ts";

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }).optional(),
  message: "m",
  aliases: ["errors.NoSuchOrder"],
}) {}
class ExitError extends fault("ExitError", { message: "m" }) {}
const Orders = defineCatalog("orders", { OrderNotFound, ExitError });

const received = (errorType: string, errorMessage: string) =>
  toFault(decodeStandardObject({ errorType, errorMessage, stackTrace: [] }), Orders);

test.each(vectors.vectors)("the specification's vector of names: $title", ({ sent, fault }) => {
  const found = toFault(decodeStandardObject(sent), Orders);
  expect(found).toMatchObject({ errorType: fault ?? sent.errorType, message: "m" });
  expect(found instanceof OrderNotFound).toBe(fault !== null);
  expect(found.origin?.payload).toEqual(sent);
});

test("a name of the platform is never a declared fault's, whatever frames are below it", () => {
  const errorType = "Runtime.ExitError";
  const stackTrace = ["com.acme.Boot.handleRequest(Boot.java:12)"];
  expect(toFault(decodeStandardObject({ errorType, stackTrace }), Orders)).toMatchObject({
    name: "RuntimeFault",
  });
});

test("a language without a place for details sends them in the message, under the full name of its class", () => {
  const message = JSON.stringify({
    errorType: "OrderNotFound",
    httpStatus: 404,
    message: "lost",
    details: { orderId: "o-1" },
  });
  for (const errorType of [
    "com.acme.Boot$OrderNotFound",
    "Function<OrderNotFound>",
    "&acme::OrderNotFound",
  ]) {
    const fault = received(errorType, message);
    expect(fault).toMatchObject({ name: "OrderNotFound", message: "lost", details: { orderId: "o-1" } });
  }
  expect(received("com.acme.RangeError", message)).toMatchObject({
    errorType: "com.acme.RangeError",
    message,
  });
});
