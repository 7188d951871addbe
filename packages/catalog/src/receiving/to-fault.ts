import { isStatus, type WireError } from "@faultwire/wire";
import type { Catalog } from "../catalog.ts";
import {
  GatewayFault,
  HandlerFault,
  MalformedFault,
  type PlatformData,
  RuntimeFault,
  ServiceFault,
  TransportFault,
  Undeclared,
} from "../families.ts";
import { blankFault, type Fault, hide, hideAll, show } from "../fault.ts";
import type { DeclaredFault } from "../fault-declaration.ts";
import { HANDLER_STATUSES, type HandlerErrorType, isHandlerErrorType } from "../handler-error.ts";
import type { Classification } from "./classification.ts";
import { classifyRuntimeError, isReserved } from "./classify-runtime-error.ts";
import { classifyServiceError } from "./classify-service-error.ts";
import { classifyTransportError } from "./classify-transport-error.ts";
import { findDeclared } from "./find-declared.ts";
import { readDetails } from "./read-details.ts";
import type { ReceiveContext } from "./receive-context.ts";

/** Statuses by which anyone on the way says that a later request may succeed. */
const PASSING_STATUSES: readonly number[] = [429, 502, 503, 504];

/** Makes the fault of an error that a wire brought: the declared one, or one of the families. Never throws. */
export function toFault(error: WireError, catalog: Catalog, context: ReceiveContext = {}): Fault {
  const { embedded } = error;
  return make(embedded && findDeclared(embedded, catalog) ? embedded : error, catalog, context);
}

function make(error: WireError, catalog: Catalog, context: ReceiveContext): Fault {
  const provenance = provenanceOf(error, catalog, context);
  if (error.reportedBy === "service") return refusal(error, provenance);
  const declared = findDeclared(error, catalog);
  return declared
    ? revive(declared, error, provenance)
    : undeclared(error, provenance, context.gateway?.(error));
}

/** The members that every received fault has: where it came from, whether its function ran, and its cause. */
type Provenance = Pick<PlatformData, "origin" | "execution" | "cause">;

function provenanceOf(error: WireError, catalog: Catalog, context: ReceiveContext): Provenance {
  const { wire, payload, remoteStack } = error;
  const { logTail, executedVersion, durableExecutionArn } = context;
  const embedded = error.members ?? error.embedded?.members;
  const functionName = error.functionName ?? context.functionName;
  // The service's id first: a payload can be another function's, and Python's is empty while it loads.
  const requestId = context.requestId || error.requestId || undefined;
  const traceId = context.traceId ?? error.traceId;
  return {
    origin: {
      ...{ wire, payload, requestId, traceId, functionName, remoteStack, logTail },
      ...{ executedVersion, durableExecutionArn, embedded },
    },
    execution: error.execution ?? context.execution,
    cause: error.cause ? toFault(error.cause, catalog, context) : context.cause,
  };
}

/** Makes the fault of a service's refusal, on any wire; the SDK names an error without a name `Unknown`. */
function refusal(error: WireError, provenance: Provenance): ServiceFault {
  const { status = 500, reason, ec2ErrorCode } = error;
  const errorType = error.errorType ?? error.fallback?.errorType ?? "Unknown";
  const known = classifyServiceError(errorType, status);
  const execution = error.execution ?? known.execution;
  const retryable = error.retryable ?? known.retryable;
  const data = { ...platformData(error, provenance, {}), ...known, errorType, status, execution, retryable };
  return new ServiceFault({ ...data, reason, ec2ErrorCode });
}

function revive(declared: DeclaredFault, error: WireError, provenance: Provenance): Fault {
  const details = readDetails(declared, error);
  const { status, retryable } = declared.prototype;
  // Only a handler throws a declared fault.
  const execution = provenance.execution ?? "started";
  if ("problem" in details) {
    const data = platformData(error, { ...provenance, execution }, { status, retryable });
    return new MalformedFault({ ...data, declared, issues: details.problem });
  }
  const fault = blankFault(error.message ?? "", declared);
  show(fault, "details", details.value);
  show(fault, "retryAfter", error.retryAfter);
  // An error can arrive under a status of success, which is not its own. The declared one is on the class already.
  if (isStatus(error.status) && error.status !== status) hide(fault, "status", error.status);
  hide(fault, "retryable", error.retryable);
  hideAll(fault, { ...provenance, execution });
  return fault;
}

function undeclared(error: WireError, provenance: Provenance, gateway: Classification | undefined): Fault {
  const { errorType, message } = error;
  const data = platformData(error, provenance, {});
  if (isHandlerErrorType(errorType)) {
    // Only a handler's wrapper has these names.
    return handlerFault(
      errorType,
      platformData(error, { ...provenance, execution: provenance.execution ?? "started" }, {}),
    );
  }
  const runtime = classifyRuntimeError(error);
  if (runtime) {
    const isStated =
      error.reportedBy !== undefined || (error.execution === "unknown" && !isReserved(runtime.errorType));
    const execution = (isStated && error.execution) || runtime.execution;
    return new RuntimeFault({ ...data, ...runtime, execution });
  }
  if (error.reportedBy === "transport") return cutOff(error, data);
  if (gateway) return gatewayFault(error, { ...data, ...gateway });
  const text = message || error.fallback?.message;
  if (errorType === undefined && text === undefined) {
    return new MalformedFault({
      ...data,
      errorType: "MalformedFault",
      issues: "the payload is not an error object",
    });
  }
  return new Undeclared({
    ...data,
    message: text ?? "",
    retryable: error.retryable ?? PASSING_STATUSES.includes(data.status),
  });
}

/** Takes each member from the wire, else from the declaration, else the default. Without proof, `execution` is `unknown`. */
function platformData(
  error: WireError,
  provenance: Provenance,
  { status = 500, retryable = false },
): PlatformData {
  return {
    ...provenance,
    execution: provenance.execution ?? "unknown",
    errorType: error.errorType ?? "Undeclared",
    message: error.message ?? "",
    status: error.status ?? status,
    retryable: error.retryable ?? retryable,
    retryAfter: error.retryAfter,
    details: error.details,
    category: "function",
  };
}

/** CloudFront names the failure of a function in a header, and explains it on a page. */
function gatewayFault({ errorType, message, fallback }: WireError, data: PlatformData): GatewayFault {
  const { errorType: named, message: explained } = fallback ?? {};
  const ownWords = named === undefined ? undefined : explained;
  return new GatewayFault({
    ...data,
    errorType: errorType ?? named ?? "GatewayFault",
    message: message ?? ownWords ?? "",
  });
}

function handlerFault(errorType: HandlerErrorType, data: PlatformData): HandlerFault {
  const status = HANDLER_STATUSES[errorType];
  const category = errorType === "ValidationFailed" ? "request" : "function";
  const execution = errorType === "ResultTooLarge" ? "finished" : data.execution;
  return new HandlerFault({ ...data, status, category, execution });
}

/** Makes the fault of an exchange that ended early, or whose answer came from a server on the way. */
function cutOff(
  { errorType = "StreamEnded", status, execution }: WireError,
  data: PlatformData,
): TransportFault {
  const known = classifyTransportError(errorType, status);
  return new TransportFault({
    ...data,
    errorType,
    category: "transport",
    retryable: known.retryable,
    execution: execution ?? known.execution,
  });
}
