import { isJsonObject } from "../json.ts";

/**
 * The shapes of an HTTP answer that a function can be asked for. A WebSocket API asks for one too: for a message it
 * sends the body on, and for a connection (`websocket-connect`) it answers the handshake.
 */
export type ProxyFlavour = "rest" | "http" | "alb" | "alb-multi-value" | "websocket" | "websocket-connect";

/**
 * Detects which HTTP front sent an event, or undefined where none did. Authorizers, VPC Lattice, AppSync, Cognito
 * and EventBridge send events with some of the same members and want other answers.
 */
export function detectProxy(event: unknown): ProxyFlavour | undefined {
  if (!isJsonObject(event) || !isJsonObject(event.requestContext)) return undefined;
  const { requestContext } = event;
  if (isJsonObject(requestContext.elb))
    return isJsonObject(event.multiValueHeaders) ? "alb-multi-value" : "alb";
  // Authorizers name themselves by a type.
  if (event.type !== undefined) return undefined;
  if (typeof requestContext.connectionId === "string") return webSocketFlavour(requestContext.eventType);
  if (isJsonObject(requestContext.http)) return event.version === "2.0" ? "http" : undefined;
  return typeof event.httpMethod === "string" && typeof event.resource === "string" ? "rest" : undefined;
}

function webSocketFlavour(eventType: unknown): ProxyFlavour | undefined {
  if (typeof eventType !== "string") return undefined;
  return eventType === "CONNECT" ? "websocket-connect" : "websocket";
}
