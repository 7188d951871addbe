import type ts from "typescript";
import { faultsIn } from "../faults/fault-types.ts";
import { packageOf, type SourceProject } from "../program/project.ts";
import type { CallerFunction } from "./function-value.ts";

/** The place of the faults among the type arguments of a caller. */
const RECEIVED: Readonly<Record<string, number>> = { Caller: 2, LambdaCaller: 2, FaultFetch: 0 };
/** Members of a caller that reject with no fault of the function. */
const QUIET = new Set(["safe", "event", "dryRun"]);

/** Reads a caller that `createCaller`, `createHttpCaller` or `createFetch` made; undefined for every other expression. */
export function callerOf(project: SourceProject, node: ts.Expression): CallerFunction | undefined {
  const { ts } = project;
  const [name = ""] = node.getText().split("\n", 1);
  if (ts.isPropertyAccessExpression(node)) {
    const faults = faultsOf(project, node.expression);
    if (faults && (QUIET.has(node.name.text) || node.name.text === "stream"))
      return { kind: "caller", name, faults: QUIET.has(node.name.text) ? [] : faults };
  }
  const faults = faultsOf(project, node);
  return faults && { kind: "caller", name, faults };
}

function faultsOf(project: SourceProject, node: ts.Expression): CallerFunction["faults"] | undefined {
  const { checker } = project;
  const type = checker.getTypeAtLocation(node);
  const named = [type.aliasSymbol, type.getSymbol()].find(
    (each) => each !== undefined && Object.hasOwn(RECEIVED, each.name) && isOfCaller(each),
  );
  if (named === undefined) return undefined;
  // A type with a symbol of an interface that has parameters is a reference.
  const given =
    type.aliasSymbol === named ? type.aliasTypeArguments : checker.getTypeArguments(type as ts.TypeReference);
  const received = given?.[RECEIVED[named.name] ?? 0];
  return received ? faultsIn(project, received).filter(({ isFamily }) => !isFamily) : [];
}

function isOfCaller(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some(
    (each) => packageOf(each.getSourceFile().fileName) === "@faultwire/caller",
  );
}
