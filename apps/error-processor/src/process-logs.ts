import { parseLogs } from "@faultwire/caller";
import { defineCatalog } from "@faultwire/catalog";
import { wrapHandler } from "@faultwire/handler";
import type { CloudWatchLogsEvent } from "aws-lambda";
import { Orders } from "order-faults";
import { act } from "./act.ts";

/** Subscribed to the log groups of the orders functions. */
export const handler = wrapHandler(
  async (event: CloudWatchLogsEvent) => {
    const logged = await parseLogs(event, Orders);
    return logged.map(({ fault }) => act(fault));
  },
  { throws: defineCatalog("error-processor", {}) },
);
