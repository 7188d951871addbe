import type { DecodedFault } from "@faultwire/wire";
import { type Catalog, findFault } from "../define-catalog.ts";
import {
  GatewayFault,
  HandlerFault,
  MalformedFault,
  RuntimeFault,
  ServiceFault,
  TransportFault,
  Undeclared,
} from "../families.ts";
import type { Category, Fault } from "../fault.ts";
import { toFault } from "./to-fault.ts";

const FAMILIES = {
  ServiceFault,
  RuntimeFault,
  GatewayFault,
  TransportFault,
  HandlerFault,
  MalformedFault,
  Undeclared,
} as const;

/** Revives a fault from its JSON, the mirror of `toJSON`. Never throws. */
export function toFaultFromJson(told: DecodedFault, catalog: Catalog): Fault {
  const { name, errorType = "", logTail, wire, payload, requestId, functionName, remoteStack } = told;
  const declared = findFault(catalog, errorType);
  const cause = told.cause && toFaultFromJson(told.cause, catalog);
  if (declared && name === errorType)
    return toFault({ ...told, cause: undefined }, catalog, { logTail, cause });
  // A fault that another catalog declares is one that this one does not.
  const Family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name as keyof typeof FAMILIES] : Undeclared;
  const { message = "", details, status = 500, retryable = false, retryAfter, execution } = told;
  const { reason, ec2ErrorCode, issues = "" } = told;
  return new Family({
    ...{ errorType, message, details, status, retryable, retryAfter, execution, cause },
    ...{ reason, ec2ErrorCode, issues, declared },
    category: told.category as Category,
    origin: { wire, payload, requestId, functionName, remoteStack, logTail },
  });
}
