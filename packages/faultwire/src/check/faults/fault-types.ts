import type ts from "typescript";
import { packageOf, type SourceProject } from "../program/project.ts";

/** The type of a fault. */
export interface FaultType {
  /** The name on the wire; undefined where the type allows every fault. */
  readonly name: string | undefined;
  /** Whether it is one of the platform's, which no catalog declares. */
  readonly isFamily: boolean;
  /** The class and those that it extends. */
  readonly classes: ReadonlySet<ts.Symbol>;
}

const CATALOG = "@faultwire/catalog";

/** Reads the type of a fault; undefined for every other type. */
export function faultTypeOf(project: SourceProject, type: ts.Type): FaultType | undefined {
  const classes = classesOf(project, type);
  const own = [...classes].filter((symbol) => isOfCatalog(symbol));
  if (!own.some(({ name }) => name === "Fault")) return undefined;
  const isFamily = own.some(({ name }) => name !== "Fault" && name !== "DeclaredHere");
  return { name: nameIn(project, type), isFamily, classes };
}

/** The classes of a type, from itself to the one that extends nothing. */
export function classesOf({ checker }: SourceProject, type: ts.Type): ReadonlySet<ts.Symbol> {
  const found = new Set<ts.Symbol>();
  const queue = [type];
  for (const next of queue) {
    const symbol = next.getSymbol();
    if (symbol && found.has(symbol)) continue;
    if (symbol) found.add(symbol);
    if (next.isIntersection()) queue.push(...next.types);
    // A reference to a generic class keeps its bases on its target.
    const target = (next as Partial<ts.TypeReference>).target ?? next;
    if (target.isClassOrInterface()) queue.push(...checker.getBaseTypes(target));
  }
  return found;
}

/** Whether a symbol is declared by `@faultwire/catalog`. */
export function isOfCatalog(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).some((each) => packageOf(each.getSourceFile().fileName) === CATALOG);
}

function nameIn({ checker }: SourceProject, type: ts.Type): string | undefined {
  const property = checker.getPropertyOfType(type, "name");
  const name = property && checker.getTypeOfSymbol(property);
  return name?.isStringLiteral() ? name.value : undefined;
}

/** The faults among the members of a union, and of the lists and promises in it. */
export function faultsIn(project: SourceProject, type: ts.Type): readonly FaultType[] {
  return partsOf(type).flatMap((part) => {
    const found = faultTypeOf(project, part);
    return found ? [found] : [];
  });
}

/** The members of a union; a type that is not one is its own. */
export function partsOf(type: ts.Type): readonly ts.Type[] {
  return type.isUnion() ? type.types : [type];
}

/** The names that a catalog declares; undefined where its type does not list them. */
export function namesInCatalog(
  { checker, ts }: SourceProject,
  type: ts.Type,
): ReadonlySet<string> | undefined {
  const property = checker.getPropertyOfType(checker.getApparentType(type), "faults");
  if (property === undefined) return undefined;
  const faults = checker.getApparentType(checker.getTypeOfSymbol(property));
  if ((faults.flags & ts.TypeFlags.Any) !== 0 || checker.getIndexInfosOfType(faults).length > 0)
    return undefined;
  return new Set(checker.getPropertiesOfType(faults).map(({ name }) => name));
}
