import {
  wrapAppSync,
  wrapAuthorizer,
  wrapCallback,
  wrapCognito,
  wrapEdge,
  wrapHandler,
  wrapS3Batch,
} from "@faultwire/handler";
import type { Candidate } from "../measuring/compare.ts";
import { context, event } from "./event.ts";
import { Orders } from "./faults.ts";

/* The wrappers of other invokers, where all is well. */

const throws = Orders;
const bare = async (event: object) => event;
async function caught(event: object): Promise<object> {
  try {
    return await bare(event);
  } catch (error) {
    throw new Error("Unauthorized", { cause: error });
  }
}
const handler = wrapHandler(bare, { throws });
const authorizer = wrapAuthorizer(bare, { throws });
const resolver = wrapAppSync(bare, { throws });
const trigger = wrapCognito(bare, { throws });
const edge = wrapEdge(bare, { throws });
const old = wrapCallback((event: object, _context, done) => done(null, event), { throws });
const job = wrapS3Batch(async ({ taskId }: { taskId: string }) => taskId, { throws });
const jobEvent = { invocationSchemaVersion: "1.0", invocationId: "i-1", tasks: [{ taskId: "t-1" }] };

export const invokers: readonly Candidate[] = [
  { name: "a hand-written try and catch", run: () => caught(event) },
  { name: "`wrapHandler`", run: () => handler(event, context) },
  { name: "`wrapAuthorizer`", run: () => authorizer(event, context) },
  { name: "`wrapAppSync`", run: () => resolver(event, context) },
  { name: "`wrapCognito`", run: () => trigger(event, context) },
  { name: "`wrapEdge`", run: () => edge(event, context) },
  { name: "`wrapS3Batch`, one task", run: () => job(jobEvent, context) },
  { name: "`wrapCallback`", run: () => old(event, context) },
];
