import type { DecodedFault } from "@faultwire/wire";
import { type Catalog, findFault } from "../catalog.ts";
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
export function toFaultFromJson(decoded: DecodedFault, catalog: Catalog): Fault {
  const { name, errorType = "", logTail, wire, payload, requestId, functionName, remoteStack } = decoded;
  const declared = findFault(catalog, errorType);
  const cause = decoded.cause && toFaultFromJson(decoded.cause, catalog);
  if (declared && name === errorType)
    return toFault({ ...decoded, cause: undefined }, catalog, { ...decoded, cause });
  // A fault that another catalog declares is one that this one does not.
  const Family = Object.hasOwn(FAMILIES, name) ? FAMILIES[name as keyof typeof FAMILIES] : Undeclared;
  const { message = "", details, status = 500, retryable = false, retryAfter, execution } = decoded;
  const { reason, ec2ErrorCode, issues = "" } = decoded;
  const { executedVersion, durableExecutionArn, members, traceId } = decoded;
  return new Family({
    ...{ errorType, message, details, status, retryable, retryAfter, execution, cause },
    ...{ reason, ec2ErrorCode, issues, declared },
    // Another version may have further categories.
    category: decoded.category as Category,
    origin: {
      ...{ wire, payload, requestId, traceId, functionName, remoteStack, logTail },
      ...{ executedVersion, durableExecutionArn, embedded: members },
    },
  });
}
