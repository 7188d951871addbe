import type ts from "typescript";
import { faultsIn } from "../faults/fault-types.ts";
import type { Finding, Rule } from "../finding.ts";
import { declaredBy, optionOf } from "../options/options-of.ts";
import { functionNameOf, nodesIn } from "../program/calls.ts";
import { placeOf, type SourceProject } from "../program/project.ts";
import { unwrap } from "../program/syntax.ts";

/** Findings about the faults that callers get. */
export interface CheckedCallers {
  readonly findings: readonly Finding[];
  /** The callers that were looked at. */
  readonly callers: readonly ts.CallExpression[];
}

/** Compares callers with the handlers that they call, and `match` and `switch` with the faults that arrive. */
export function checkCallers(project: SourceProject): CheckedCallers {
  const { calls, switches } = nodesIn(project);
  const callers = calls.filter(({ expression }) =>
    /^create(?:Http)?Caller$/.test(functionNameOf(project, expression, "@faultwire/caller") ?? ""),
  );
  const matches = calls.filter(
    ({ expression }) => functionNameOf(project, expression, "@faultwire/catalog") === "match",
  );
  return {
    findings: [
      ...callers.flatMap((each) => checkCatalog(project, each)),
      ...matches.flatMap((each) => checkArms(project, each)),
      ...switches.flatMap((each) => checkCases(project, each)),
    ],
    callers,
  };
}

interface Missing {
  readonly rule: Rule;
  readonly severity: Finding["severity"];
  readonly node: ts.Node;
  readonly names: readonly string[];
  readonly message: string;
}

function finding(
  project: SourceProject,
  { rule, severity, node, names, message }: Missing,
): readonly Finding[] {
  if (names.length === 0) return [];
  const place = placeOf(project, node);
  return [{ rule, severity, message, place, path: [], key: `${rule} ${place.file} ${names.join(",")}` }];
}

/** `createCaller<typeof handler>({ faults })`: the catalog has what the handler declares. */
function checkCatalog(project: SourceProject, call: ts.CallExpression): readonly Finding[] {
  const { checker } = project;
  const [handler] = call.typeArguments ?? [];
  const faults = optionOf(project, call.arguments[0], "faults");
  const expected = declaredBy(project, faults);
  if (handler === undefined || faults === undefined || expected === undefined) return [];
  const types = checker.getPropertyOfType(checker.getTypeFromTypeNode(handler), "~types");
  const thrown =
    types && checker.getPropertyOfType(checker.getNonNullableType(checker.getTypeOfSymbol(types)), "faults");
  const names = thrown ? namesOf(project, checker.getTypeOfSymbol(thrown)) : [];
  const missing = names.filter((name) => !expected.has(name));
  return finding(project, {
    rule: "incomplete-catalog",
    severity: "error",
    node: faults.node,
    names: missing,
    message: `the catalog lacks ${missing.join(", ")}, which ${handler.getText()} throws: they arrive as Undeclared`,
  });
}

/** `match(fault, arms)`: there is an arm for each fault that arrives. */
function checkArms(project: SourceProject, call: ts.CallExpression): readonly Finding[] {
  const { ts, checker } = project;
  const [fault, arms] = call.arguments;
  if (fault === undefined || arms === undefined) return [];
  const literal = unwrap(project, arms);
  const isComplete =
    ts.isObjectLiteralExpression(literal) && !literal.properties.some((each) => ts.isSpreadAssignment(each));
  if (!isComplete) return [];
  const type = checker.getTypeAtLocation(literal);
  const names = namesOf(project, checker.getTypeAtLocation(fault));
  const missing = names.filter((name) => checker.getPropertyOfType(type, name) === undefined);
  return finding(project, {
    rule: "missing-arm",
    severity: "error",
    node: arms,
    names: missing,
    message: `match has no arm for ${missing.join(", ")}: it throws a TypeError when ${missing.length === 1 ? "it arrives" : "they arrive"}`,
  });
}

/** `switch (fault.name)` at the end of a function or `catch`: what it has no case for is dropped. */
function checkCases(project: SourceProject, node: ts.SwitchStatement): readonly Finding[] {
  const { ts, checker } = project;
  const subject = unwrap(project, node.expression);
  if (!ts.isPropertyAccessExpression(subject) || !/^(?:name|errorType)$/.test(subject.name.text)) return [];
  const { clauses } = node.caseBlock;
  if (clauses.some((each) => ts.isDefaultClause(each)) || !isLast(project, node)) return [];
  const names = namesOf(project, checker.getTypeAtLocation(subject.expression));
  const cases = new Set(
    clauses.flatMap((each) => (ts.isCaseClause(each) ? textsOf(project, each.expression) : [])),
  );
  const missing = names.some((name) => cases.has(name)) ? names.filter((name) => !cases.has(name)) : [];
  return finding(project, {
    rule: "missing-case",
    severity: "warning",
    node,
    names: missing,
    message: `the switch has no case for ${missing.join(", ")}, no default, and nothing after it: ${missing.length === 1 ? "it is" : "they are"} dropped`,
  });
}

/** Whether nothing of its function, or of its `catch`, comes after a statement. */
function isLast(project: SourceProject, node: ts.Statement): boolean {
  const { ts } = project;
  const { parent } = node;
  if (!ts.isBlock(parent) || parent.statements.at(-1) !== node) return false;
  if (ts.isCatchClause(parent.parent)) return isLast(project, parent.parent.parent);
  return ts.isFunctionLike(parent.parent);
}

function textsOf({ checker }: SourceProject, expression: ts.Expression): readonly string[] {
  const type = checker.getTypeAtLocation(expression);
  return type.isStringLiteral() ? [type.value] : [];
}

/** The names of the declared faults of a union. */
function namesOf(project: SourceProject, type: ts.Type): readonly string[] {
  const names = faultsIn(project, type).flatMap(({ name, isFamily }) =>
    isFamily || name === undefined ? [] : [name],
  );
  return [...new Set(names)];
}
