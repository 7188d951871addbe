/* Plumbing for the handler and the caller. Not a public API: it changes without notice. */

export { findFault } from "../catalog.ts";
export { checkCatalog, checkFunction, checkOptions, checkSchema, describe } from "../check-options.ts";
export { declarationOf, INTENDED_FAULT, type IntendedFault } from "../declare-fault.ts";
export { blankFault, hide, hideAll } from "../fault.ts";
export { textOf } from "../json-details.ts";
export type { Classification } from "../receiving/classification.ts";
export { classifyGatewayError } from "../receiving/classify-gateway-error.ts";
export { classifyServiceError, isLambdaAlone } from "../receiving/classify-service-error.ts";
export {
  classifyTransportError,
  type TransportClassification,
} from "../receiving/classify-transport-error.ts";
export type { ReceiveContext } from "../receiving/receive-context.ts";
export { toFault } from "../receiving/to-fault.ts";
export { toFaultFromJson } from "../receiving/to-fault-from-json.ts";
