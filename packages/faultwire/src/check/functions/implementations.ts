import type ts from "typescript";
import { partsOf } from "../faults/fault-types.ts";
import { ownFiles } from "../program/own-files.ts";
import type { SourceProject } from "../program/project.ts";

/** The places that implement members of interfaces and classes, in the sources of a project. */
interface Implementations {
  /** The members that implement or override a member, by its declaration. */
  readonly members: ReadonlyMap<ts.Node, ReadonlySet<ts.Declaration>>;
}

const indexes = new WeakMap<ts.Program, Implementations>();

/** Finds the members of classes and object literals that implement a member of an interface or class. */
export function implementationsOf(project: SourceProject, declaration: ts.Node): readonly ts.Declaration[] {
  let index = indexes.get(project.program);
  if (index === undefined) {
    index = buildIndex(project);
    indexes.set(project.program, index);
  }
  return [...(index.members.get(declaration) ?? [])];
}

function buildIndex(project: SourceProject): Implementations {
  const { ts, checker } = project;
  const members = new Map<ts.Node, Set<ts.Declaration>>();

  function add(base: ts.Type, member: ts.Declaration, name: string): void {
    for (const declared of checker.getPropertyOfType(base, name)?.declarations ?? []) {
      if (declared === member) continue;
      const found = members.get(declared) ?? new Set();
      members.set(declared, found.add(member));
    }
  }

  function addAll(base: ts.Type, given: readonly Member[]): void {
    for (const member of given) {
      const name = member.name && ts.isPropertyName(member.name) ? textOf(ts, member.name) : undefined;
      if (name !== undefined) add(base, member, name);
    }
  }

  function visit(node: ts.Node): void {
    if (ts.isClassLike(node)) for (const base of basesOf(project, node)) addAll(base, node.members);
    if (ts.isObjectLiteralExpression(node))
      for (const expected of expectedOf(project, node)) addAll(expected, node.properties);
    ts.forEachChild(node, visit);
  }

  for (const source of ownFiles(project)) visit(source);
  return { members };
}

type Member = ts.ClassElement | ts.ObjectLiteralElementLike;

/** The types that are asked for where an object with functions is written. */
function expectedOf({ ts, checker }: SourceProject, node: ts.ObjectLiteralExpression): readonly ts.Type[] {
  if (!node.properties.some((each) => isFunctionLike(ts, each))) return [];
  const expected = checker.getContextualType(node);
  return expected ? partsOf(expected) : [];
}

function textOf(typescript: typeof ts, name: ts.PropertyName): string | undefined {
  return typescript.isIdentifier(name) || typescript.isStringLiteral(name) ? name.text : undefined;
}

function isFunctionLike(typescript: typeof ts, member: ts.ObjectLiteralElementLike): boolean {
  if (typescript.isMethodDeclaration(member) || typescript.isShorthandPropertyAssignment(member)) return true;
  if (!typescript.isPropertyAssignment(member)) return false;
  const { initializer } = member;
  return (
    typescript.isArrowFunction(initializer) ||
    typescript.isFunctionExpression(initializer) ||
    typescript.isIdentifier(initializer) ||
    typescript.isPropertyAccessExpression(initializer)
  );
}

/** The types that a class extends and implements, also those of its bases. */
function basesOf({ checker }: SourceProject, node: ts.ClassLikeDeclaration): readonly ts.Type[] {
  const direct = (node.heritageClauses ?? []).flatMap(({ types }) =>
    types.map((each) => checker.getTypeAtLocation(each)),
  );
  const found = [...direct];
  for (const type of found) {
    // A reference to a generic class keeps its bases on its target.
    const target = (type as Partial<ts.TypeReference>).target ?? type;
    if (target.isClassOrInterface())
      found.push(...checker.getBaseTypes(target).filter((base) => !found.includes(base)));
    for (const declared of type.getSymbol()?.declarations ?? [])
      found.push(...implementedBy(checker, declared, found));
  }
  return found;
}

function implementedBy(
  checker: ts.TypeChecker,
  declared: ts.Node,
  found: readonly ts.Type[],
): readonly ts.Type[] {
  // A class declaration has this member, and other declarations do not.
  const { heritageClauses = [] } = declared as Partial<ts.ClassDeclaration>;
  return heritageClauses
    .flatMap(({ types }) => types.map((each) => checker.getTypeAtLocation(each)))
    .filter((type) => !found.includes(type));
}
