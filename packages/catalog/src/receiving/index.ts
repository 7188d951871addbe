/* Plumbing for the caller. Not a public API: it changes without notice. */

export type { Classification } from "./classification.ts";
export { classifyGatewayError } from "./classify-gateway-error.ts";
export { classifyServiceError, isLambdaAlone } from "./classify-service-error.ts";
export { classifyTransportError, type TransportClassification } from "./classify-transport-error.ts";
export type { ReceiveContext } from "./receive-context.ts";
export { toFault } from "./to-fault.ts";
export { toFaultFromJson } from "./to-fault-from-json.ts";
