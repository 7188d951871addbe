import { createFetch } from "@faultwire/caller";
import type { Candidate } from "../measuring/compare.ts";
import { Orders } from "./faults.ts";

/* Successful responses of `fetch`, without a network: what `createFetch` adds to reading the body. */

const order = { orderId: "o-1", lines: ["a", "b"] };

/** Returns the candidates for a successful response with about this many bytes of JSON. */
export function fetching(bytes: number): readonly Candidate[] {
  const text = JSON.stringify(Array.from({ length: bytes / JSON.stringify(order).length }, () => order));
  const fetch = async () => new Response(text, { headers: { "content-type": "application/json" } });
  const fetchOrders = createFetch({ faults: Orders, fetch });
  return [
    { name: `${bytes.toLocaleString("en")} bytes: \`fetch\``, run: async () => (await fetch()).json() },
    {
      name: "`createFetch`",
      run: async () => (await fetchOrders("https://orders.example.com/")).json(),
    },
  ];
}
