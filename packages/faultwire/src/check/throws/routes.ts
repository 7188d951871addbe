import type ts from "typescript";
import { functionsOf } from "../functions/functions-of.ts";
import type { SourceProject } from "../program/project.ts";
import { functionAround, isDelayed } from "../program/syntax.ts";
import { canReach, isEnd } from "./can-reach.ts";
import { rethrowsOf } from "./rethrows.ts";
import { settlementsOf } from "./settlement.ts";
import type { Concrete } from "./thrown.ts";

/** When a thrown value arrives: where it is thrown, or with a promise or an iteration. */
export type Arrival = "at once" | "later";

/** A place in a function that something is thrown at. */
export interface ThrowPlace {
  readonly node: ts.Node;
  /** Whether everything that is thrown there becomes the rejection of a promise. */
  readonly isSettled: boolean;
  /** Whether a promise is awaited at this place in any case. */
  readonly isAwaited?: boolean;
}

/** A further place where a `catch` clause throws what it has caught: a call of a function that throws its parameter. */
export interface FurtherRethrow {
  readonly node: ts.Node;
  /** Whether a value gets through the function that is called. */
  lets(value: Concrete): boolean;
}

/** Further rethrows by clause. */
type FurtherRethrows = ReadonlyMap<ts.CatchClause, readonly FurtherRethrow[]>;

/** A value on its way out of a function. */
export interface Passage {
  readonly value: Concrete;
  readonly arrival: Arrival;
  readonly further: FurtherRethrows;
}

/** Follows a value from a place to the end of its function: when it arrives there, or undefined where it is caught. */
export function leave(project: SourceProject, step: ThrowPlace, passage: Passage): Arrival | undefined {
  const arrival = step.isAwaited ? "at once" : step.isSettled ? "later" : passage.arrival;
  if (!escapes(project, step.node, { ...passage, arrival })) return undefined;
  return isDelayed(project, functionAround(project, step.node)) ? "later" : arrival;
}

function escapes(project: SourceProject, node: ts.Node, passage: Passage): boolean {
  if (passage.arrival === "at once") return climb(project, node, passage);
  return settlementsOf(project, node).some(({ kind, at, handlers }) => {
    if (kind === "dropped") return false;
    if (!handlers.every((handler) => handlerLets(project, handler, passage))) return false;
    return kind === "returned" ? !isReplaced(project, at) : climb(project, at, passage);
  });
}

/** Climbs through the `try` statements of a function. */
function climb(project: SourceProject, from: ts.Node, passage: Passage): boolean {
  const { ts } = project;
  for (let at = from; at.parent && !ts.isFunctionLike(at); at = at.parent) {
    const { parent } = at;
    if (!ts.isTryStatement(parent)) continue;
    if (at !== parent.finallyBlock && replaces(project, parent)) return false;
    if (at === parent.tryBlock && parent.catchClause) return clauseLets(project, parent.catchClause, passage);
  }
  return true;
}

/** Whether a `finally` on the way out throws or returns by itself. */
function isReplaced(project: SourceProject, from: ts.Node): boolean {
  const { ts } = project;
  for (let at = from; at.parent && !ts.isFunctionLike(at); at = at.parent)
    if (ts.isTryStatement(at.parent) && at !== at.parent.finallyBlock && replaces(project, at.parent))
      return true;
  return false;
}

function replaces(project: SourceProject, { finallyBlock }: ts.TryStatement): boolean {
  const { ts } = project;
  return !!finallyBlock?.statements.some(
    (each) => (ts.isReturnStatement(each) || ts.isThrowStatement(each)) && isEnd(project, each, undefined),
  );
}

/** Whether a `catch` clause throws what it has caught. */
function clauseLets(project: SourceProject, clause: ts.CatchClause, passage: Passage): boolean {
  const { checker } = project;
  const { value } = passage;
  const name = clause.variableDeclaration && checker.getSymbolAtLocation(clause.variableDeclaration.name);
  if (name === undefined) return false;
  const isThrown = rethrowsOf(project, name).some(
    ({ node, isDelayed: isLater, names, way }) =>
      [node, ...way].every((each) => canReach(project, each, { value, names })) &&
      escapes(project, node, { ...passage, arrival: isLater ? "later" : "at once" }),
  );
  if (isThrown) return true;
  return (passage.further.get(clause) ?? []).some(
    (each) =>
      canReach(project, each.node, { value, names: new Set([name]) }) &&
      each.lets(value) &&
      escapes(project, each.node, { ...passage, arrival: "at once" }),
  );
}

/** Whether a function of `.catch()` throws what it is given. */
function handlerLets(project: SourceProject, handler: ts.Expression, { value }: Passage): boolean {
  return functionsOf(project, handler).some((each) => {
    if (each.kind === "outside") return false;
    if (each.kind !== "known" || !("parameters" in each.node)) return true;
    const parameter = each.node.parameters[0];
    const name = parameter && project.checker.getSymbolAtLocation(parameter.name);
    return (
      name !== undefined &&
      rethrowsOf(project, name).some(({ node, names, way }) =>
        [node, ...way].every((at) => canReach(project, at, { value, names })),
      )
    );
  });
}
