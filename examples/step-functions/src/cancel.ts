import { parse } from "@faultwire/caller";
import { CardDeclined, Payments } from "./faults.ts";

/** Gets what a Catch of the state machine caught: `{ Error, Cause }`. */
export const handler = async (caught: { Error: string; Cause: string }) => {
  const failure = parse(caught, Payments);
  if (!(failure instanceof CardDeclined)) throw failure;
  const { orderId, missing } = failure.details;
  return { cancelled: orderId, missing };
};
