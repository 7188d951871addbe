import { wrapAppSync, wrapEdge } from "@faultwire/handler";
import { catalogOf, type Script, throwing } from "./thrower.ts";

/* Wrappers of other invokers that carry details, each throwing what the test tells. */

export const appsync = (script: Script, context: never) =>
  wrapAppSync(throwing, { throws: catalogOf(script) })(script, context);

export const edge = (event: { readonly script: Script }, context: never) =>
  wrapEdge(() => throwing(event.script), { throws: catalogOf(event.script) })(event, context);
