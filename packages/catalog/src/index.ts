export {
  type DeclaredFault,
  declarationOf,
  type FaultArguments,
  type FaultClass,
  type FaultDeclaration,
  fault,
  MEANT,
  type Meant,
} from "./declare-fault.ts";
export {
  type Catalog,
  type Declares,
  defineCatalog,
  type FaultRecord,
  type FaultsOf,
  findFault,
} from "./define-catalog.ts";
export {
  GatewayFault,
  type HandlerErrorType,
  HandlerFault,
  type InputIssue,
  MalformedFault,
  type PlatformData,
  type PlatformFault,
  RuntimeFault,
  ServiceFault,
  TransportFault,
  Undeclared,
} from "./families.ts";
export {
  blankFault,
  type Category,
  type Execution,
  Fault,
  type FaultOptions,
  hide,
  hideAll,
  isFault,
  type Origin,
} from "./fault.ts";
export { type GatewayFacts, gatewayFacts } from "./gateway-types.ts";
export { type Arms, match } from "./match.ts";
export { type Reception, receive } from "./receive.ts";
export { receiveJson } from "./receive-json.ts";
export { type ServiceFacts, serviceFacts } from "./service-types.ts";
export { type TransportFacts, transportFacts } from "./transport-types.ts";
