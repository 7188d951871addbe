import type ts from "typescript";
import { faultTypeOf, partsOf } from "../faults/fault-types.ts";
import { functionsOf, returnedBy } from "../functions/functions-of.ts";
import type { SourceProject } from "../program/project.ts";
import { unwrap } from "../program/syntax.ts";
import type { Concrete } from "./thrown.ts";

/** A caught value: what it is, and the names that hold it. */
export interface Caught {
  readonly value: Concrete;
  readonly names: ReadonlySet<ts.Symbol>;
}

/** Whether a condition about a caught value holds; undefined where that is not known. */
type Verdict = boolean | undefined;

/** Decides a condition for a caught value. */
export function decide(project: SourceProject, condition: ts.Expression, caught: Caught): Verdict {
  const { ts } = project;
  if (caught.value.kind === "unseen") return undefined;
  const node = unwrap(project, condition);
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    return not(decide(project, node.operand, caught));
  if (ts.isBinaryExpression(node)) return decideBinary(project, node, caught);
  if (ts.isCallExpression(node)) return decideCall(project, node, caught);
  return isCaught(project, node, caught) ? true : undefined;
}

function not(verdict: Verdict): Verdict {
  return verdict === undefined ? undefined : !verdict;
}

function decideBinary(project: SourceProject, node: ts.BinaryExpression, caught: Caught): Verdict {
  const { SyntaxKind } = project.ts;
  const { left, right, operatorToken } = node;
  const both = (): readonly Verdict[] => [left, right].map((each) => decide(project, each, caught));
  switch (operatorToken.kind) {
    case SyntaxKind.AmpersandAmpersandToken: {
      const verdicts = both();
      return verdicts.includes(false) ? false : verdicts.includes(undefined) ? undefined : true;
    }
    case SyntaxKind.BarBarToken: {
      const verdicts = both();
      return verdicts.includes(true) ? true : verdicts.includes(undefined) ? undefined : false;
    }
    case SyntaxKind.InstanceOfKeyword:
      return isCaught(project, left, caught) ? isInstance(project, right, caught.value) : undefined;
    case SyntaxKind.EqualsEqualsEqualsToken:
    case SyntaxKind.EqualsEqualsToken:
      return hasName(project, node, caught);
    case SyntaxKind.ExclamationEqualsEqualsToken:
    case SyntaxKind.ExclamationEqualsToken:
      return not(hasName(project, node, caught));
    default:
      return undefined;
  }
}

/** `OrderNotFound.is(error)`, `isFault(error)`, and functions that return such a condition. */
function decideCall(project: SourceProject, node: ts.CallExpression, caught: Caught): Verdict {
  const { ts, checker } = project;
  const [given] = node.arguments;
  if (given === undefined || !isCaught(project, given, caught)) return undefined;
  const callee = node.expression;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === "is")
    return faultClassOf(project, callee.expression)
      ? isInstance(project, callee.expression, caught.value)
      : undefined;
  const [value] = functionsOf(project, callee);
  if (value?.kind === "outside" && value.package === "@faultwire/catalog")
    return value.name === "isFault" ? caught.value.kind === "fault" : undefined;
  if (value?.kind !== "known" || !("parameters" in value.node)) return undefined;
  const [result, ...others] = returnedBy(project, value.node);
  const parameter = value.node.parameters[0];
  const symbol = parameter && checker.getSymbolAtLocation(parameter.name);
  if (result === undefined || others.length > 0 || symbol === undefined || isStatements(ts, value.node))
    return undefined;
  return decide(project, result, { value: caught.value, names: new Set([symbol]) });
}

/** Whether a function does more than to return. */
function isStatements(typescript: typeof ts, node: ts.Node): boolean {
  // Every function that can have a body has this member.
  const { body } = node as { readonly body?: ts.Node };
  return body !== undefined && typescript.isBlock(body) && body.statements.length > 1;
}

function faultClassOf(project: SourceProject, expression: ts.Expression): ts.Type | undefined {
  const { checker } = project;
  const type = checker.getTypeAtLocation(expression);
  const made = type.getConstructSignatures()[0]?.getReturnType() ?? instanceOf(project, type);
  return made && faultTypeOf(project, made) ? made : undefined;
}

/** The type of a class's instances: abstract classes are not made with `new`. */
function instanceOf({ checker }: SourceProject, type: ts.Type): ts.Type | undefined {
  const prototype = checker.getPropertyOfType(type, "prototype");
  return prototype && checker.getTypeOfSymbol(prototype);
}

function isInstance(project: SourceProject, right: ts.Expression, value: Concrete): Verdict {
  const { checker } = project;
  const type = checker.getTypeAtLocation(right);
  const made = type.getConstructSignatures()[0]?.getReturnType() ?? instanceOf(project, type);
  const symbol = made?.getSymbol();
  if (made === undefined || symbol === undefined || value.kind === "unseen") return undefined;
  if (symbol.name === "Error" || symbol.name === "Object") return true;
  const asked = faultTypeOf(project, made);
  const classes = value.kind === "fault" ? value.fault.classes : value.classes;
  // Every declaration of a fault without a class of its own has the class Fault.
  if (classes.has(symbol) && (symbol.name !== "Fault" || asked?.name === undefined)) return true;
  // The value may be of a class below the one that is known.
  if (asked === undefined) return undefined;
  return value.kind === "error" ? false : isNamed(asked.name, value.fault.name, symbol);
}

/** Compares the names of two faults; a class of the same name may be below the other. */
function isNamed(asked: string | undefined, name: string | undefined, symbol: ts.Symbol): Verdict {
  if (asked === undefined) return undefined;
  if (asked !== name) return false;
  return symbol.name === "Fault" ? true : undefined;
}

/** `error.name === "OrderNotFound"`, either way round. */
function hasName(project: SourceProject, { left, right }: ts.BinaryExpression, caught: Caught): Verdict {
  const { value } = caught;
  if (value.kind !== "fault") return undefined;
  const [member, other] = isNameOf(project, left, caught) ? [left, right] : [right, left];
  if (!isNameOf(project, member, caught)) return undefined;
  const names = partsOf(project.checker.getTypeAtLocation(other));
  if (!names.every((each) => each.isStringLiteral())) return undefined;
  const isAmong = names.some((each) => each.isStringLiteral() && each.value === value.fault.name);
  return isAmong ? names.length === 1 || undefined : false;
}

/** Whether an expression is the name of a caught value. */
export function isNameOf(project: SourceProject, expression: ts.Expression, caught: Caught): boolean {
  const node = unwrap(project, expression);
  return (
    project.ts.isPropertyAccessExpression(node) &&
    /^(?:name|errorType)$/.test(node.name.text) &&
    isCaught(project, node.expression, caught)
  );
}

/** Whether an expression is a caught value. */
function isCaught(project: SourceProject, expression: ts.Expression, { names }: Caught): boolean {
  const node = unwrap(project, expression);
  if (!project.ts.isIdentifier(node)) return false;
  const symbol = project.checker.getSymbolAtLocation(node);
  return symbol !== undefined && names.has(symbol);
}
