import { withDurableExecution } from "@aws/durable-execution-sdk-js";
import { wrapDurable } from "@faultwire/handler/durable";
import { catalogOf, type Script, throwing } from "./thrower.ts";

/** A durable handler that throws what the test asks for. It has a file of its own: its SDK takes long to load. */
export const durable = (event: { readonly script: Script }, context: never) =>
  wrapDurable(withDurableExecution, throwing, { throws: catalogOf(event.script) })(event as never, context);
