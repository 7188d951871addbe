import { parse } from "@faultwire/caller";
import { defineCatalog, fault } from "@faultwire/catalog";
import { z } from "zod";
import type { Candidate } from "./compare.ts";

/* A payload becomes a typed fault, compared with the JSON.parse that everyone needs. */

class OrderNotFound extends fault("OrderNotFound", {
  status: 404,
  details: z.object({ orderId: z.string() }),
  message: "m",
}) {}
const Orders = defineCatalog("orders", { OrderNotFound });

/** A payload of about this many bytes: the frames make it up. */
function payloadOf(bytes: number): string {
  const frame = "    at handler (file:///var/task/index.mjs:1:58)";
  const trace = [
    "OrderNotFound: no order",
    '[faultwire:1] {"catalog":"orders","details":{"orderId":"o-1"},"status":404,"retryable":false}',
  ];
  while (JSON.stringify(trace).length < bytes - 80) trace.push(frame);
  return JSON.stringify({ errorType: "OrderNotFound", errorMessage: "no order", trace });
}

export function receiving(bytes: number): readonly Candidate[] {
  const payload = payloadOf(bytes);
  return [
    { name: "JSON.parse", run: () => JSON.parse(payload) },
    { name: "JSON.parse and new Error", run: () => [JSON.parse(payload), new Error("no order")] },
    { name: "parse", run: () => parse(payload, Orders) },
  ];
}
