export {
  type DeclaredFault,
  type FaultArguments,
  type FaultClass,
  type FaultDeclaration,
  fault,
} from "./declare-fault.ts";
export {
  type Catalog,
  type Declares,
  defineCatalog,
  type FaultRecord,
  type FaultsOf,
} from "./define-catalog.ts";
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
export { type Category, type Execution, Fault, type FaultOptions, isFault, type Origin } from "./fault.ts";
export type { HandlerErrorType } from "./handler-error.ts";
export { type Arms, match } from "./match.ts";
export { type MergedFaults, mergeCatalogs } from "./merge-catalogs.ts";
export { pickFaults } from "./pick-faults.ts";
