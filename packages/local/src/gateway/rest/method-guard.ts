import type { GatewayRefusal } from "./gateway-response.ts";
import type { RequestContext } from "./request-context.ts";
import type { RestCall } from "./rest-call.ts";
import { contextOf } from "./template-context.ts";

/** Lets a request go on, perhaps with more in its context, or refuses it. */
export type MethodGuard = (call: RestCall) => Promise<RestCall | GatewayRefusal>;

/** Returns a call with further members of its context. */
export function withContext(call: RestCall, members: Partial<RequestContext>): RestCall {
  const requestContext = { ...call.requestContext, ...members };
  return { ...call, requestContext, context: contextOf(requestContext, call.override) };
}
