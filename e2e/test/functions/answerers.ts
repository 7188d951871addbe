import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { wrapAppSync, wrapEdge } from "@faultwire/handler";
import { wrapDurable } from "@faultwire/handler/durable";
import { catalogOf, make, type Script } from "./thrower.ts";

/* Wrappers of other invokers that carry details, each throwing what the test tells. */

const throwing = (script: Script) => {
  throw make(script, catalogOf(script));
};

export const appsync = (script: Script, context: never) =>
  wrapAppSync(throwing, { throws: catalogOf(script) })(script, context);

export const edge = (event: { readonly script: Script }, context: never) =>
  wrapEdge(() => throwing(event.script), { throws: catalogOf(event.script) })(event, context);

export const durable = (event: { readonly script: Script }, context: never) =>
  wrapDurable(withDurableExecution, throwing, { throws: catalogOf(event.script) })(event as never, context);
