import { type Catalog, type Fault, HandlerFault, isFault } from "@faultwire/catalog";
import { findFault, INTENDED_FAULT } from "@faultwire/catalog/internal";
import type { FaultData } from "@faultwire/wire";
import { read, readText } from "../foreign/safe-read.ts";
import type { AnswerSettings } from "../invoker-options.ts";
import { visibleDetails } from "../report/report.ts";
import { type AnswerContext, reportSettings } from "./answer-context.ts";
import { dataOf } from "./fault-data.ts";
import { mapError } from "./map-error.ts";
import { warnUndeclared } from "./warn-undeclared.ts";

/** A class of faults, whatever its constructor takes. */
type AnyFaultClass = abstract new (...args: never) => Fault;

/** The part of a thrown value that its caller learns. */
export interface Disclosure {
  readonly data: FaultData;
  readonly faultClass: AnyFaultClass;
  /** The fault itself, thrown or mapped, if nothing is concealed. */
  readonly fault?: Fault;
}

/** A thrown value and the part of it that its caller learns. */
export interface DisclosedError {
  readonly thrown: unknown;
  readonly disclosure: Disclosure | undefined;
}

/** The inputs of a disclosure, besides the thrown value. */
export interface DisclosureRules {
  readonly settings: AnswerSettings;
  readonly context: AnswerContext;
  /** Whether the caller is an end user, or another one who must not learn of undeclared errors. */
  readonly isPublic: boolean;
}

/** Decides what callers learn of a thrown value; undefined if it passes as Lambda would send it. */
export function disclose(thrown: unknown, rules: DisclosureRules): Disclosure | undefined {
  const { settings, context } = rules;
  const { throws } = settings;
  const declared = discloseDeclared(thrown, rules) ?? discloseMapped(thrown, rules);
  if (declared) return declared;
  const isReceived = isFault(thrown) && thrown.origin !== undefined;
  if (isFault(thrown) && thrown.name === "HandlerFault" && !isReceived)
    return { data: visibleData(thrown, {}, rules), faultClass: HandlerFault, fault: thrown };
  if (isFault(thrown)) warnUndeclared(thrown, throws, reportSettings(settings, context));
  if (rules.isPublic) return discloseIntended(thrown, throws) ?? concealed();
  if (!isReceived) return undefined;
  const callee = thrown.origin?.functionName;
  return concealAs("DependencyFailed", `The call to ${callee ?? "a dependency"} failed`, 502);
}

/** Discloses that something failed, and nothing else. */
export function concealed(): Disclosure {
  return concealAs("InternalFailure", "Internal failure", 500);
}

function discloseDeclared(value: unknown, rules: DisclosureRules): Disclosure | undefined {
  if (!isFault(value)) return undefined;
  const faultClass = findFault(rules.settings.throws, value.errorType);
  if (faultClass === undefined) return undefined;
  return { data: visibleData(value, faultClass.prototype, rules), faultClass, fault: value };
}

function discloseMapped(thrown: unknown, rules: DisclosureRules): Disclosure | undefined {
  const { settings, context } = rules;
  if (settings.mapError === undefined) return undefined;
  const { throws, mapError: map } = settings;
  return discloseDeclared(
    mapError(thrown, { ...reportSettings(settings, context), throws, mapError: map }),
    rules,
  );
}

function visibleData(
  fault: Fault,
  declared: Partial<Fault>,
  { settings, context }: DisclosureRules,
): FaultData {
  if (settings.redact === undefined) return dataOf(fault, declared);
  return dataOf(fault, declared, (each) => visibleDetails(each, reportSettings(settings, context)));
}

/** A fault whose details were wrong keeps its name and status: its author's mistake does not make it a 500. */
function discloseIntended(thrown: unknown, throws: Catalog): Disclosure | undefined {
  const faultClass = findFault(throws, readText(read(thrown, INTENDED_FAULT), "errorType"));
  if (faultClass === undefined) return undefined;
  const { errorType, declaration, prototype } = faultClass;
  const message = typeof declaration.message === "string" ? declaration.message : errorType;
  const { status, retryable } = prototype;
  return { data: { errorType, message, status, retryable }, faultClass };
}

function concealAs(
  errorType: "InternalFailure" | "DependencyFailed",
  message: string,
  status: number,
): Disclosure {
  return { data: { errorType, message, status, retryable: false }, faultClass: HandlerFault };
}
