import { wrapHandler } from "@faultwire/handler";
import type { Candidate } from "../measuring/compare.ts";
import { NotFoundByHand } from "./by-hand.ts";
import { context } from "./event.ts";
import { OrderNotFound, Orders } from "./faults.ts";

/* Handlers that throw at the runtime, and the work that the runtime does then. */

/** Does the runtime client's work on an error before it posts it: body, X-Ray cause, log line. */
function runtimeWork(error: Error): number {
  const body = JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    trace: error.stack?.split("\n"),
  });
  const frames = (error.stack ?? "")
    .split("\n")
    .slice(1)
    .map((line) =>
      line
        .trim()
        .replace(/[()]/g, "")
        .replace(/^[^\s]*\s/, "")
        .split(":"),
    );
  const cause = JSON.stringify({ exceptions: [{ type: error.name, message: error.message, stack: frames }] });
  const line = JSON.stringify({
    errorType: error.name,
    errorMessage: error.message,
    stack: error.stack?.split("\n"),
    ...error,
  });
  return body.length + cause.length + line.length;
}

const direct = { orderId: "o-1" };
const plainThrowing = async () => {
  throw new NotFoundByHand(direct);
};
export const wrappedDirect = wrapHandler(
  async (given: typeof direct) => {
    throw new OrderNotFound(given);
  },
  { throws: Orders },
);

export const standardError: readonly Candidate[] = [
  {
    name: "the runtime's own work on a plain error that is validated alike",
    run: () => plainThrowing().catch(runtimeWork),
  },
  {
    name: "the same behind `wrapHandler`",
    run: () => wrappedDirect(direct, context).catch(runtimeWork),
  },
];
