import { parseDeadLetter, parseDestination } from "@faultwire/caller";
import { defineCatalog } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import type { SQSEvent } from "aws-lambda";
import { Orders } from "order-faults";
import { act, actOnUnreadable } from "./act.ts";

/** Reads two queues: the on-failure destination of the orders functions, and a dead-letter queue. */
export const handler = wrapHandler(
  async ({ Records }: SQSEvent) =>
    Records.map((record) => {
      const fault = parseDeadLetter(record, Orders) ?? parseDestination(record, Orders);
      return fault === undefined ? actOnUnreadable(record.messageId) : act(fault);
    }),
  { throws: defineCatalog("error-processor", {}) },
);
