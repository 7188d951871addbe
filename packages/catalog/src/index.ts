export type { Catalog, Declares, FaultRecord, FaultsOf } from "./catalog.ts";
export { fault } from "./declare-fault.ts";
export { defineCatalog } from "./define-catalog.ts";
export {
  GatewayFault,
  HandlerFault,
  type InputIssue,
  MalformedFault,
  type PlatformData,
  type PlatformFault,
  RuntimeFault,
  type ServiceErrorType,
  ServiceFault,
  TransportFault,
  Undeclared,
} from "./families.ts";
export {
  type Category,
  type Execution,
  Fault,
  type FaultJson,
  type FaultOptions,
  isFault,
  type Origin,
  type Wire,
} from "./fault.ts";
export type { DeclaredFault, FaultArguments, FaultClass, FaultDeclaration } from "./fault-declaration.ts";
export type { HandlerErrorType } from "./handler-error.ts";
export { type Arms, match } from "./match.ts";
export type { ServiceErrorName } from "./meanings/service-meanings.ts";
export { type MergedFaults, mergeCatalogs } from "./merge-catalogs.ts";
export { pickFaults } from "./pick-faults.ts";
