import { isJsonObject } from "./json.ts";

/** The shapes of an HTTP answer that a function can be asked for. */
export type ProxyFlavour = "rest" | "http" | "alb" | "alb-multi-value";

/**
 * Tells which HTTP front sent an event, or undefined where none did. Authorizers, VPC Lattice, WebSocket APIs,
 * AppSync, Cognito and EventBridge send events with some of the same members and want other answers.
 */
export function detectProxy(event: unknown): ProxyFlavour | undefined {
  if (!isJsonObject(event) || !isJsonObject(event.requestContext)) return undefined;
  const { requestContext } = event;
  if (isJsonObject(requestContext.elb))
    return isJsonObject(event.multiValueHeaders) ? "alb-multi-value" : "alb";
  // Authorizers name themselves by a type; WebSocket APIs by a connection.
  if (event.type !== undefined || requestContext.connectionId !== undefined) return undefined;
  if (isJsonObject(requestContext.http)) return event.version === "2.0" ? "http" : undefined;
  return typeof event.httpMethod === "string" && typeof event.resource === "string" ? "rest" : undefined;
}
