import { createHttpCaller } from "@faultwire/caller";
import { match } from "@faultwire/catalog";
import { Orders } from "../src/faults.ts";
import type { handler } from "../src/place-order.ts";

// The address of the page has that of the API: http://localhost:8000/?orders=https://.../orders
const url = new URLSearchParams(location.search).get("orders") ?? "";
const placeOrder = createHttpCaller<typeof handler>({ url, faults: Orders });

const [form] = document.forms;
const output = document.querySelector("output");

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  show("");
  const quantity = Number(new FormData(form).get("quantity"));
  const outcome = await placeOrder.safe({ sku: "lamp", quantity });
  const text = outcome.ok
    ? `Thank you! Your order is ${outcome.value.orderId}.`
    : match(outcome.fault, {
        OutOfStock: ({ details }) => `Only ${details.left} are left.`,
        Platform: ({ errorType, execution }) =>
          `Something went wrong: ${errorType} (execution: ${execution}).`,
      });
  show(text);
});

function show(text: string) {
  if (output) output.textContent = text;
}
