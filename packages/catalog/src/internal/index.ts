/* What handler and caller need of the catalog. Not a public API: it changes without notice. */

export { declarationOf, INTENDED_FAULT, type IntendedFault } from "../declare-fault.ts";
export { findFault } from "../define-catalog.ts";
export { blankFault, hide, hideAll } from "../fault.ts";
export { type GatewayFacts, gatewayFacts } from "../receiving/gateway-types.ts";
export { type ServiceFacts, serviceFacts } from "../receiving/service-types.ts";
export { type ReceiveContext, toFault } from "../receiving/to-fault.ts";
export { toFaultFromJson } from "../receiving/to-fault-from-json.ts";
export { type TransportFacts, transportFacts } from "../receiving/transport-types.ts";
export { checkCatalog, checkFunction, checkOptions, checkSchema, describe } from "./check-options.ts";
