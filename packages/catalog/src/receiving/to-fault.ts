import { isStatus, type WireError } from "@faultwire/wire";
import { type Checked, reviveDetails } from "../check-details.ts";
import type { DeclaredFault } from "../declare-fault.ts";
import { type Catalog, findFault } from "../define-catalog.ts";
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
import { blankFault, type Execution, type Fault, hide, hideAll, show } from "../fault.ts";
import { HANDLER_STATUSES, type HandlerErrorType, isHandlerErrorType } from "../handler-error.ts";
import type { GatewayFacts } from "./gateway-types.ts";
import { isReserved, runtimeFacts } from "./runtime-types.ts";
import { serviceFacts } from "./service-types.ts";
import { transportFacts } from "./transport-types.ts";

/** What the receiver knows beyond the error itself. */
export interface ReceiveContext {
  readonly functionName?: string | undefined;
  readonly requestId?: string | undefined;
  readonly logTail?: string | undefined;
  /** What the wire lets the caller conclude of any error that it brings. */
  readonly execution?: Execution | undefined;
  /** What the receiver was thrown, where it was thrown something. */
  readonly cause?: unknown;
  /** Recognises what a gateway said itself, where the error came through one: `gatewayFacts`. */
  readonly gateway?: ((error: WireError) => GatewayFacts | undefined) | undefined;
}

/** Makes the fault of an error that a wire brought: the declared one, or one of the families. Never throws. */
export function toFault(error: WireError, catalog: Catalog, reception: ReceiveContext = {}): Fault {
  const custom = error.embedded && findFault(catalog, error.embedded.errorType) ? error.embedded : undefined;
  const told = custom ?? error;
  const journey = journeyOf(told, catalog, reception);
  if (told.reportedBy === "service") return refusal(told, journey);
  const declared = findFault(catalog, told.errorType);
  return declared ? revive(declared, told, journey) : undeclared(told, journey, reception.gateway?.(told));
}

type Journey = Pick<PlatformData, "origin" | "execution" | "cause">;

/** What every received fault has of its way here. */
function journeyOf(told: WireError, catalog: Catalog, reception: ReceiveContext): Journey {
  const { wire, payload, remoteStack } = told;
  const { logTail } = reception;
  const functionName = told.functionName ?? reception.functionName;
  // The service's word first: a payload can be another's, and while loading Python has an empty one.
  const requestId = reception.requestId || told.requestId || undefined;
  return {
    origin: { wire, payload, requestId, functionName, remoteStack, logTail },
    execution: told.execution ?? reception.execution,
    cause: told.cause ? toFault(told.cause, catalog, reception) : reception.cause,
  };
}

/** A service's refusal, whatever wire brought it; the SDK calls an error without a name `Unknown`. */
function refusal(told: WireError, journey: Journey): ServiceFault {
  const { errorType = "Unknown", status = 500, reason, ec2ErrorCode } = told;
  const known = serviceFacts(errorType, status);
  const execution = told.execution ?? known.execution;
  const data = { ...facts(told, journey, {}), ...known, errorType, status, execution };
  return new ServiceFault({ ...data, reason, ec2ErrorCode });
}

function revive(declared: DeclaredFault, told: WireError, journey: Journey): Fault {
  const details = readDetails(declared, told);
  const { status, retryable } = declared.prototype;
  // Only a handler throws a declared fault.
  const execution = journey.execution ?? "started";
  if ("problem" in details) {
    const data = facts(told, { ...journey, execution }, { status, retryable });
    return new MalformedFault({ ...data, declared, issues: details.problem });
  }
  const fault = blankFault(told.message ?? "", declared);
  show(fault, "details", details.value);
  show(fault, "retryAfter", told.retryAfter);
  // An error can stand under a status of success, which is not what it means.
  if (isStatus(told.status)) hide(fault, "status", told.status);
  hide(fault, "retryable", told.retryable);
  hideAll(fault, { ...journey, execution });
  return fault;
}

function readDetails({ declaration }: DeclaredFault, { details, dropped }: WireError): Checked {
  if (dropped !== undefined) return { problem: `${dropped} bytes of details were too large for the wire` };
  return declaration.details ? reviveDetails(declaration.details, details) : { value: undefined };
}

function undeclared(told: WireError, journey: Journey, gateway: GatewayFacts | undefined): Fault {
  const { errorType, message } = told;
  const data = facts(told, journey, {});
  if (isHandlerErrorType(errorType)) {
    // Only a handler's wrapper has these names.
    return handlerFault(errorType, facts(told, { ...journey, execution: journey.execution ?? "started" }, {}));
  }
  const runtime = runtimeFacts(told);
  if (runtime) {
    const isStated =
      told.reportedBy !== undefined || (told.execution === "unknown" && !isReserved(runtime.errorType));
    const execution = (isStated && told.execution) || runtime.execution;
    return new RuntimeFault({ ...data, ...runtime, execution });
  }
  if (told.reportedBy === "transport") return cutOff(told, data);
  if (gateway) return new GatewayFault({ ...data, errorType: errorType ?? "GatewayFault", ...gateway });
  if (errorType === undefined && message === undefined) {
    return new MalformedFault({
      ...data,
      errorType: "MalformedFault",
      issues: "the payload is no error object",
    });
  }
  return new Undeclared(data);
}

/** Takes each member from the wire, else from the declaration, else the default. Without proof, `execution` is `unknown`. */
function facts(told: WireError, journey: Journey, { status = 500, retryable = false }): PlatformData {
  return {
    ...journey,
    execution: journey.execution ?? "unknown",
    errorType: told.errorType ?? "Undeclared",
    message: told.message ?? "",
    status: told.status ?? status,
    retryable: told.retryable ?? retryable,
    retryAfter: told.retryAfter,
    details: told.details,
    category: "function",
  };
}

function handlerFault(errorType: HandlerErrorType, data: PlatformData): HandlerFault {
  const status = HANDLER_STATUSES[errorType];
  const category = errorType === "ValidationFailed" ? "request" : "function";
  const execution = errorType === "ResultTooLarge" ? "finished" : data.execution;
  return new HandlerFault({ ...data, status, category, execution });
}

/** An exchange that ended before it was complete, or in the words of somebody on the way. */
function cutOff(
  { errorType = "StreamEnded", status, execution }: WireError,
  data: PlatformData,
): TransportFault {
  const known = transportFacts(errorType, status);
  return new TransportFault({
    ...data,
    errorType,
    category: "transport",
    retryable: known.retryable,
    execution: execution ?? known.execution,
  });
}
