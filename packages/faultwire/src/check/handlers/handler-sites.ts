import type ts from "typescript";
import { faultsIn } from "../faults/fault-types.ts";
import type { FunctionValue } from "../functions/function-value.ts";
import { functionsOf } from "../functions/functions-of.ts";
import { optionOf } from "../options/options-of.ts";
import type { SourceProject } from "../program/project.ts";
import { unwrap } from "../program/syntax.ts";
import { rejectedBy } from "../throws/promise-executor.ts";
import { type Site, siteAt } from "../throws/site.ts";
import type { Thrown } from "../throws/thrown.ts";
import type { Handler } from "./find-handlers.ts";
import { routesOf } from "./framework-routes.ts";

/** Finds the places from which a wrapper gets something that is thrown. */
export function handlerSites(project: SourceProject, given: Handler): readonly Site[] {
  const { checker } = project;
  const { call, handler, options, wrapper } = given;
  if (wrapper === "answerFaults") return frameworkSites(project, given);
  if (handler === undefined) {
    const unseen: Thrown = { kind: "unseen", reason: "framework", name: wrapper, origin: call };
    return [siteAt(call, { thrown: [unseen] })];
  }
  const values = functionsOf(project, handler);
  const callbacks = callbacksOf(project, given).flatMap((each) => rejectedBy(project, each));
  const returned = returnedFaults(project, checker.getTypeAtLocation(handler), handler);
  const mapError = optionOf(project, options, "mapError");
  const mapped = mapError ? returnedFaults(project, mapError.type, mapError.node) : [];
  return [
    siteAt(call, {
      runs: values.map((value) => ({ value })),
      thrown: [...callbacks, ...returned, ...mapped],
    }),
    ...guardsOf(project, options),
  ];
}

/** The places of an application's routes, and those that keep others from being seen. */
function frameworkSites(project: SourceProject, { call, options }: Handler): readonly Site[] {
  const { routes, doubts } = routesOf(project, call);
  const unseen = doubts.map((origin): Thrown => {
    return { kind: "unseen", reason: "framework", name: firstLine(origin), origin };
  });
  const given = routes.flatMap(nextOf).flatMap((each) => rejectedBy(project, each));
  const mapError = optionOf(project, options, "mapError");
  const mapped = mapError ? returnedFaults(project, mapError.type, mapError.node) : [];
  return [
    siteAt(call, { runs: routes.map((value) => ({ value })), thrown: [...unseen, ...given, ...mapped] }),
  ];
}

function firstLine(node: ts.Node): string {
  const [line = ""] = node.getText().split("\n", 1);
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}

/** The functions that a framework gives to a route to go on, and to pass an error to. */
function nextOf(route: FunctionValue): readonly ts.ParameterDeclaration[] {
  if (route.kind !== "known" || !("parameters" in route.node)) return [];
  return route.node.parameters.filter(({ name }) => /^next$/i.test(name.getText()));
}

/** The parameters that the wrapper fills: `run` of guards, and the callback of a handler of `wrapCallback`. */
export function filledParameters(project: SourceProject, handler: Handler): ReadonlySet<ts.Node> {
  if (handler.wrapper === "answerFaults")
    return new Set(routesOf(project, handler.call).routes.flatMap(nextOf));
  const runs = guardsOf(project, handler.options).flatMap(({ runs: [run] }) =>
    run ? parameterOf(run.value, 0) : [],
  );
  return new Set([...callbacksOf(project, handler), ...runs]);
}

/** The callbacks through which a handler of `wrapCallback` rejects. */
function callbacksOf(
  project: SourceProject,
  { wrapper, handler }: Handler,
): readonly ts.ParameterDeclaration[] {
  if (wrapper !== "wrapCallback" || handler === undefined) return [];
  return functionsOf(project, handler).flatMap((value) => parameterOf(value, 2));
}

function parameterOf(value: FunctionValue, index: number): readonly ts.ParameterDeclaration[] {
  const parameter =
    value.kind === "known" && "parameters" in value.node ? value.node.parameters[index] : undefined;
  return parameter ? [parameter] : [];
}

/** The faults that a function returns: wrappers take them for thrown. */
function returnedFaults(project: SourceProject, type: ts.Type, origin: ts.Node): readonly Thrown[] {
  const { checker } = project;
  return type.getCallSignatures().flatMap((signature) => {
    const result = checker.getAwaitedType(signature.getReturnType()) ?? signature.getReturnType();
    const item = checker.isArrayType(result) ? checker.getIndexTypeOfType(result, 1) : undefined;
    return [...faultsIn(project, result), ...(item ? faultsIn(project, item) : [])]
      .filter(({ name, isFamily }) => name !== undefined && !isFamily)
      .map((fault): Thrown => ({ kind: "fault", fault, origin }));
  });
}

/** The guards of the project's own, which run around the handler. */
function guardsOf(project: SourceProject, options: ts.Expression | undefined): readonly Site[] {
  const { ts } = project;
  const guards = optionOf(project, options, "guards")?.value;
  const list = guards && unwrap(project, guards);
  if (list === undefined || !ts.isArrayLiteralExpression(list)) return [];
  return list.elements.map((each) =>
    siteAt(each, {
      runs: functionsOf(project, each)
        .filter(({ kind }) => kind === "known")
        .map((value) => ({ value })),
    }),
  );
}
