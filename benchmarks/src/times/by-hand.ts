import type { Handler } from "./event.ts";
import { details } from "./faults.ts";

/* A team without a library: the same checks, the same answer. */

/** Adds a try and catch, as a careful team writes them by hand. */
export function byHand(handler: Handler): Handler {
  return async (given, context) => {
    try {
      return await handler(given, context);
    } catch (error) {
      return answerByHand(error, context.awsRequestId);
    }
  };
}

/** An error whose details are checked as those of a declared fault are: where it is made, and as JSON. */
export class NotFoundByHand extends Error {
  readonly statusCode = 404;
  readonly details: unknown;
  constructor(given: { orderId: string }) {
    const checked = details.parse(given);
    super(`Order ${checked.orderId} was not found`);
    this.name = "OrderNotFound";
    this.details = details.parse(JSON.parse(JSON.stringify(checked)));
  }
}

function answerByHand(error: unknown, requestId: string): unknown {
  if (!(error instanceof NotFoundByHand))
    return { statusCode: 500, body: JSON.stringify({ errorType: "InternalFailure", requestId }) };
  const { name, message, statusCode } = error;
  return {
    statusCode,
    headers: { "X-Amzn-ErrorType": name, "Content-Type": "application/json" },
    body: JSON.stringify({ errorType: name, message, details: error.details, requestId }),
  };
}
