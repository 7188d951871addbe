import type ts from "typescript";
import type { CallOnTheWay, Finding } from "../finding.ts";
import { declaredBy, optionOf } from "../options/options-of.ts";
import { placeOf, type SourceProject, writePlace } from "../program/project.ts";
import type { Summaries } from "../throws/summaries.ts";
import { type Entry, keyOfValue } from "../throws/summary.ts";
import type { Concrete, ThrownError, ThrownFault, Unseen } from "../throws/thrown.ts";
import type { Handler } from "./find-handlers.ts";
import { FRAMEWORKS, routesOf } from "./framework-routes.ts";
import { filledParameters, handlerSites } from "./handler-sites.ts";
import { filesOf } from "./imported-by.ts";

/** The result of comparing a handler with its `throws`. */
export interface CheckedHandler {
  readonly findings: readonly Finding[];
  readonly unseen: readonly Unseen[];
  /** The places of errors that are not faults. */
  readonly errors: readonly ts.Node[];
}

/** Compares what reaches a wrapper with its `throws`. */
export function checkHandler(project: SourceProject, summaries: Summaries, handler: Handler): CheckedHandler {
  const throws = optionOf(project, handler.options ?? handler.call.arguments[0], "throws");
  const declared = declaredBy(project, throws);
  const reaching = reachingValues(project, summaries, handler);
  const unseen = reaching.flatMap(({ value }) => (value.kind === "unseen" ? [value] : []));
  const faults = reaching.filter(isOfKind("fault"));
  const errors = reaching.filter(isOfKind("error"));
  if (declared === undefined) {
    const node = throws?.node ?? handler.call;
    const part: Unseen = { kind: "unseen", reason: "catalog", name: "throws", origin: node };
    return { findings: [], unseen: [...unseen, part], errors: [] };
  }
  const undeclared = faults.filter(
    ({ value: { fault } }) => !fault.isFamily && !declared.has(fault.name ?? ""),
  );
  return {
    findings: [
      ...undeclared.map((each) => undeclaredFault(project, handler, each)),
      ...unthrown(project, handler, { declared, faults, unseen, node: throws?.node ?? handler.call }),
      ...errors.map((each) => undeclaredError(project, handler, each)),
    ],
    unseen,
    errors: errors.map(({ value }) => value.origin),
  };
}

interface Reaching<Value extends Concrete = Concrete> {
  readonly value: Value;
  readonly entry: Entry;
}

function isOfKind<Kind extends Concrete["kind"]>(kind: Kind) {
  return (each: Reaching): each is Reaching<Extract<Concrete, { kind: Kind }>> => each.value.kind === kind;
}

function reachingValues(project: SourceProject, summaries: Summaries, handler: Handler): readonly Reaching[] {
  const { calls } = handler.wrapper === "answerFaults" ? routesOf(project, handler.call) : { calls: [] };
  const files = new Set([handler.call, ...calls].flatMap((call) => [...filesOf(project, call)]));
  const filled = filledParameters(project, handler);
  const found = new Map<string, Reaching>();
  for (const entry of summaries.entriesOf(handlerSites(project, handler))) {
    const value = concreteOf(entry);
    // Another implementation of an interface: the handler's module does not even import it.
    if (!files.has(value.origin.getSourceFile().fileName) || filled.has(value.origin)) continue;
    if (handler.wrapper === "answerFaults" && isOfFramework(value)) continue;
    const key = keyOfValue(value);
    if (!found.has(key)) found.set(key, { value, entry });
  }
  return [...found.values()];
}

/** A framework's own functions throw no fault of a project. */
function isOfFramework(value: Concrete): boolean {
  return value.kind === "unseen" && value.reason === "library" && FRAMEWORKS.test(value.package ?? "");
}

function concreteOf({ effect }: Entry): Concrete {
  if (effect.kind === "left") return effect.value;
  if (effect.kind === "open throw")
    return {
      kind: "unseen",
      reason: "value",
      name: effect.thrown.parameter.name.getText(),
      origin: effect.thrown.origin,
    };
  return {
    kind: "unseen",
    reason: "dynamic",
    name: effect.parameter.name.getText(),
    origin: effect.parameter,
  };
}

function undeclaredFault(
  project: SourceProject,
  handler: Handler,
  { value, entry }: Reaching<ThrownFault>,
): Finding {
  const { fault, origin, caller } = value;
  const name = fault.name ?? "a fault";
  const place = placeOf(project, origin);
  const where = `${handler.name} (${writePlace(placeOf(project, handler.call))})`;
  const message = caller
    ? `${caller} may reject with ${name}, which passes through ${where} and is not in its throws`
    : `${name} reaches ${where} and is not in its throws`;
  const { file } = placeOf(project, handler.call);
  return {
    rule: "undeclared-fault",
    severity: "error",
    message,
    place,
    path: pathOf(project, entry, origin),
    key: `undeclared-fault ${file} ${handler.name} ${name} ${place.file}`,
  };
}

function undeclaredError(
  project: SourceProject,
  handler: Handler,
  { value, entry }: Reaching<ThrownError>,
): Finding {
  const { origin, text } = value;
  const place = placeOf(project, origin);
  const at = placeOf(project, handler.call);
  return {
    rule: "undeclared-error",
    severity: "warning",
    message: `${text} reaches ${handler.name} (${writePlace(at)}): callers do not get it typed, because it is not a fault`,
    place,
    path: pathOf(project, entry, origin),
    key: `undeclared-error ${at.file} ${handler.name} ${text} ${place.file}`,
  };
}

interface Declared {
  readonly declared: ReadonlySet<string>;
  readonly faults: readonly Reaching<ThrownFault>[];
  readonly unseen: readonly Unseen[];
  readonly node: ts.Node;
}

function unthrown(
  project: SourceProject,
  handler: Handler,
  { declared, faults, unseen, node }: Declared,
): readonly Finding[] {
  const thrown = new Set(faults.map(({ value }) => value.fault.name));
  const names = [...declared].filter((name) => !thrown.has(name));
  if (names.length === 0) return [];
  const place = placeOf(project, node);
  const many = unseen.length === 1 ? "1 part of its code" : `${unseen.length} parts of its code`;
  const doubt =
    unseen.length === 0
      ? ""
      : `; ${many} cannot be seen, and may throw ${names.length === 1 ? "it" : "them"}`;
  return [
    {
      rule: "unthrown-fault",
      severity: "warning",
      message: `no throw of ${names.join(", ")} was found in ${handler.name}, whose throws declares ${names.length === 1 ? "it" : "them"}${doubt}`,
      place,
      path: [],
      key: `unthrown-fault ${place.file} ${handler.name} ${names.join(",")}`,
    },
  ];
}

/** The calls from a handler to a throw. */
function pathOf(project: SourceProject, entry: Entry, origin: ts.Node): readonly CallOnTheWay[] {
  const steps: ts.Node[] = [];
  for (let at: Entry | undefined = entry; at?.via; at = at.via.from) steps.push(at.via.call);
  // The first is the call of the wrapper, or of the function that has it.
  return [...steps.slice(1), origin].map((node) => ({
    place: placeOf(project, node),
    code: firstLine(node),
  }));
}

function firstLine(node: ts.Node): string {
  const text = node.getText().replace(/\s+/g, " ");
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
