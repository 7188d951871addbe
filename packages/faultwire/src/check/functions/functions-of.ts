import type ts from "typescript";
import { isOurs, packageOf, type SourceProject } from "../program/project.ts";
import { bodyOf, type CallNode, hasModifier, unwrap } from "../program/syntax.ts";
import { callerOf } from "./caller-of.ts";
import { type Bindings, type FunctionValue, known, type UnseenReason } from "./function-value.ts";
import { implementationsOf } from "./implementations.ts";

/** Calls of calls, and values of variables, that are followed for one expression. */
const DEPTH = 12;

/** Finds the functions that a call may run. */
export function calleesOf(project: SourceProject, call: CallNode): readonly FunctionValue[] {
  const { ts, checker } = project;
  const callee = ts.isTaggedTemplateExpression(call) ? call.tag : call.expression;
  if (callee.kind !== ts.SyntaxKind.SuperKeyword) return functionsOf(project, callee);
  const type = checker.getTypeAtLocation(callee);
  return ofSymbol(project, type.getSymbol(), { name: "super", depth: 0 });
}

/** Finds the functions that an expression may be. */
export function functionsOf(project: SourceProject, expression: ts.Expression): readonly FunctionValue[] {
  return ofExpression(project, expression, 0);
}

function ofExpression(
  project: SourceProject,
  expression: ts.Expression,
  depth: number,
): readonly FunctionValue[] {
  const { ts } = project;
  const node = unwrap(project, expression);
  if (depth > DEPTH) return [unknown(node, "dynamic")];
  const caller = callerOf(project, node);
  if (caller) return [caller];
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node)) return [known(node)];
  if (ts.isClassExpression(node)) return constructorOf(project, node, depth);
  if (ts.isConditionalExpression(node))
    return [node.whenTrue, node.whenFalse].flatMap((each) => ofExpression(project, each, depth + 1));
  if (ts.isBinaryExpression(node)) return ofBinary(project, node, depth);
  if (ts.isCallExpression(node)) return ofCall(project, node, depth);
  if (ts.isIdentifier(node)) return ofName(project, node, depth);
  if (ts.isPropertyAccessExpression(node)) return ofMember(project, node, depth);
  if (ts.isElementAccessExpression(node)) return ofElement(project, node, depth);
  return [unknown(node, isAny(project, node) ? "any" : "dynamic")];
}

function ofBinary(
  project: SourceProject,
  node: ts.BinaryExpression,
  depth: number,
): readonly FunctionValue[] {
  const { BarBarToken, QuestionQuestionToken, AmpersandAmpersandToken, CommaToken, EqualsToken } =
    project.ts.SyntaxKind;
  const kind = node.operatorToken.kind;
  if (kind === BarBarToken || kind === QuestionQuestionToken)
    return [node.left, node.right].flatMap((each) => ofExpression(project, each, depth + 1));
  if (kind === AmpersandAmpersandToken || kind === CommaToken || kind === EqualsToken)
    return ofExpression(project, node.right, depth + 1);
  return [unknown(node, "dynamic")];
}

function ofName(project: SourceProject, node: ts.Identifier, depth: number): readonly FunctionValue[] {
  const { checker, ts } = project;
  let symbol = checker.getSymbolAtLocation(node);
  if (symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
  if (isAny(project, node) && !hasFunctions(symbol)) return [unknown(node, "any")];
  return ofSymbol(project, symbol, { name: node.text, depth });
}

/** A member: that of the type, and of every class below it that has its own. */
function ofMember(
  project: SourceProject,
  node: ts.PropertyAccessExpression,
  depth: number,
): readonly FunctionValue[] {
  const { checker, ts } = project;
  let symbol = checker.getSymbolAtLocation(node.name);
  if (symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0) symbol = checker.getAliasedSymbol(symbol);
  if (symbol === undefined) return [unknown(node, isAny(project, node) ? "any" : "dynamic")];
  const found = ofSymbol(project, symbol, { name: node.getText(), depth });
  return [...found, ...overrides(project, node, symbol)];
}

function overrides(
  project: SourceProject,
  { expression }: ts.PropertyAccessExpression,
  symbol: ts.Symbol,
): readonly FunctionValue[] {
  const { ts, checker } = project;
  if (expression.kind === ts.SyntaxKind.SuperKeyword || isExact(project, expression)) return [];
  const declared = (symbol.declarations ?? []).filter((each) => bodyOf(each) && ts.isClassLike(each.parent));
  const receiver = checker.getTypeAtLocation(expression);
  return (
    declared
      .flatMap((each) => implementationsOf(project, each))
      .filter((each) => isBelow(project, each.parent, receiver))
      // Every declaration with a body is a function's.
      .flatMap((each) => (bodyOf(each) ? [known(each as ts.MethodDeclaration)] : []))
  );
}

/** Whether it is an object of exactly its class: a constant that was made with `new`. */
function isExact(project: SourceProject, expression: ts.Expression): boolean {
  const { ts } = project;
  const node = unwrap(project, expression);
  if (ts.isNewExpression(node)) return true;
  const declared = ts.isIdentifier(node)
    ? project.checker.getSymbolAtLocation(node)?.valueDeclaration
    : undefined;
  if (declared === undefined || !ts.isVariableDeclaration(declared) || !declared.initializer) return false;
  return isConstant(ts, declared) && ts.isNewExpression(unwrap(project, declared.initializer));
}

function isBelow({ checker, ts }: SourceProject, node: ts.Node, receiver: ts.Type): boolean {
  return ts.isClassLike(node) && checker.isTypeAssignableTo(checker.getTypeAtLocation(node), receiver);
}

/** `routes[name]`: each value of a literal. */
function ofElement(
  project: SourceProject,
  node: ts.ElementAccessExpression,
  depth: number,
): readonly FunctionValue[] {
  const { checker, ts } = project;
  if (isAny(project, node)) return [unknown(node, "any")];
  const receiver = checker.getTypeAtLocation(node.expression);
  const name = ts.isStringLiteralLike(node.argumentExpression) ? node.argumentExpression.text : undefined;
  const properties = checker
    .getPropertiesOfType(receiver)
    .filter((each) => name === undefined || each.name === name);
  const isOpen = properties.length === 0 || checker.getIndexInfosOfType(receiver).length > 0;
  const isList = checker.isArrayType(receiver) || checker.isTupleType(receiver);
  if (isOpen || isList) return [unknown(node, "dynamic")];
  return properties.flatMap((each) => ofSymbol(project, each, { name: node.getText(), depth }));
}

/** The function that a call returns, with the parameters of the function that made it. */
function ofCall(project: SourceProject, call: ts.CallExpression, depth: number): readonly FunctionValue[] {
  const { ts } = project;
  const callee = call.expression;
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === "bind")
    return ofExpression(project, callee.expression, depth + 1);
  return calleesOf(project, call).flatMap((maker) => {
    // A class that fault() has made is one of ours.
    if (maker.kind === "outside" && isFaultMaker(project, maker.declaration)) return [maker];
    if (maker.kind !== "known") return [unknown(call, maker.kind === "outside" ? "library" : "dynamic")];
    const results = returnedBy(project, maker.node);
    if (results.length === 0) return [unknown(call, "dynamic")];
    const bindings = bindingsOf(project, maker, call);
    return results
      .flatMap((result) => ofExpression(project, result, depth + 1))
      .map((value) => bind(value, bindings));
  });
}

function isFaultMaker({ ts }: SourceProject, declaration: ts.Node): boolean {
  return (
    ts.isFunctionDeclaration(declaration) &&
    declaration.name?.text === "fault" &&
    packageOf(declaration.getSourceFile().fileName) === "@faultwire/catalog"
  );
}

function bind(value: FunctionValue, bindings: Bindings): FunctionValue {
  if (value.kind !== "known") return value;
  return { ...value, bindings: new Map([...bindings, ...value.bindings]) };
}

function bindingsOf(
  { ts }: SourceProject,
  { node, bindings }: Extract<FunctionValue, { kind: "known" }>,
  call: ts.CallExpression,
): Bindings {
  if (!("parameters" in node)) return bindings;
  const own = node.parameters.flatMap((parameter, index) => {
    const argument = call.arguments[index];
    return argument && !ts.isSpreadElement(argument) ? [[parameter, argument] as const] : [];
  });
  return new Map([...bindings, ...own]);
}

/** The expressions that a function returns. */
export function returnedBy({ ts }: SourceProject, node: ts.Node): readonly ts.Expression[] {
  const body = bodyOf(node);
  if (body === undefined) return [];
  // The body of an arrow may be an expression.
  if (!ts.isBlock(body)) return [body as ts.Expression];
  const found: ts.Expression[] = [];
  const visit = (child: ts.Node): void => {
    if (ts.isFunctionLike(child) || ts.isClassLike(child)) return;
    if (ts.isReturnStatement(child) && child.expression) found.push(child.expression);
    ts.forEachChild(child, visit);
  };
  visit(body);
  return found;
}

interface Reference {
  readonly name: string;
  readonly depth: number;
}

function ofSymbol(
  project: SourceProject,
  symbol: ts.Symbol | undefined,
  reference: Reference,
): readonly FunctionValue[] {
  const declarations = symbol?.declarations ?? [];
  // Overloads are signatures of one body.
  const bodies = declarations.filter(
    (each) => bodyOf(each) !== undefined && !isOurs(each.getSourceFile().fileName),
  );
  // A member of a union has declarations in several types.
  const owners = new Set(bodies.map(({ parent }) => parent));
  const open = declarations.filter((each) => {
    const isFirst = !owners.has(each.parent);
    owners.add(each.parent);
    return isFirst && !bodies.includes(each);
  });
  const relevant = [...bodies, ...open];
  const found = relevant.flatMap((each) => ofDeclaration(project, each, reference));
  return found.length > 0 ? found : [{ kind: "unknown", name: reference.name, reason: "dynamic" }];
}

function ofDeclaration(
  project: SourceProject,
  declaration: ts.Declaration,
  { name, depth }: Reference,
): readonly FunctionValue[] {
  const { ts, checker } = project;
  const source = declaration.getSourceFile();
  if (source.isDeclarationFile || isOurs(source.fileName)) return outside(project, declaration, name);
  if (ts.isClassLike(declaration)) return constructorOf(project, declaration, depth);
  // Every declaration with a body is a function's.
  if (bodyOf(declaration))
    return ts.isModuleDeclaration(declaration) ? [] : [known(declaration as ts.FunctionDeclaration)];
  if (ts.isParameter(declaration)) return ofParameter(project, declaration, name);
  const initializer = initializerOf(project, declaration);
  if (initializer) {
    const found = ofExpression(project, initializer, depth + 1);
    const isFixed = !ts.isVariableDeclaration(declaration) || isConstant(ts, declaration);
    return isFixed ? found : [...found, { kind: "unknown", name, reason: "dynamic" }];
  }
  if (ts.isShorthandPropertyAssignment(declaration))
    return ofSymbol(project, resolved(project, checker.getShorthandAssignmentValueSymbol(declaration)), {
      name,
      depth: depth + 1,
    });
  if (ts.isBindingElement(declaration)) return ofBinding(project, declaration, { name, depth: depth + 1 });
  if (isMember(ts, declaration)) return ofOpenMember(project, declaration, { name, depth });
  return [{ kind: "unknown", name, reason: "dynamic" }];
}

function resolved({ ts, checker }: SourceProject, symbol: ts.Symbol | undefined): ts.Symbol | undefined {
  return symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
}

/** The value that a declaration gives to its name. */
function initializerOf({ ts }: SourceProject, declaration: ts.Declaration): ts.Expression | undefined {
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration))
    return declaration.initializer;
  if (ts.isPropertyDeclaration(declaration)) return declaration.initializer;
  if (ts.isExportAssignment(declaration)) return declaration.expression;
  // `exports.find = ...` of a CommonJS module.
  const { parent } = declaration;
  if (ts.isBinaryExpression(parent) && parent.left.pos === declaration.pos) return parent.right;
  return ts.isBinaryExpression(declaration) ? declaration.right : undefined;
}

function ofParameter(
  project: SourceProject,
  parameter: ts.ParameterDeclaration,
  name: string,
): readonly FunctionValue[] {
  const { ts } = project;
  // A member that a constructor declares among its parameters is read where no argument is at hand.
  if (ts.isParameterPropertyDeclaration(parameter, parameter.parent))
    return [{ kind: "unknown", name, reason: "dynamic" }];
  return [{ kind: "parameter", parameter }];
}

function ofBinding(
  project: SourceProject,
  element: ts.BindingElement,
  reference: Reference,
): readonly FunctionValue[] {
  const { ts, checker } = project;
  const name = element.propertyName ?? element.name;
  const text = ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : undefined;
  const type = checker.getTypeAtLocation(element.parent);
  const symbol = text === undefined ? undefined : checker.getPropertyOfType(type, text);
  return ofSymbol(project, resolved(project, symbol), reference);
}

function isMember(typescript: typeof ts, declaration: ts.Declaration): boolean {
  return (
    typescript.isMethodSignature(declaration) ||
    typescript.isPropertySignature(declaration) ||
    typescript.isMethodDeclaration(declaration) ||
    typescript.isPropertyDeclaration(declaration)
  );
}

/** A member without a body: those that implement it, and others that are not seen. */
function ofOpenMember(
  project: SourceProject,
  declaration: ts.Declaration,
  { name, depth }: Reference,
): readonly FunctionValue[] {
  const { ts } = project;
  const found = implementationsOf(project, declaration).flatMap((each) =>
    depth > DEPTH || isMemberWithoutValue(project, each)
      ? []
      : ofDeclaration(project, each, { name, depth: depth + 1 }),
  );
  const isAbstract = hasModifier(ts, declaration, ts.SyntaxKind.AbstractKeyword);
  if (isAbstract && found.length > 0) return found;
  return [...found, { kind: "unknown", name, reason: "interface" }];
}

function isMemberWithoutValue(project: SourceProject, declaration: ts.Declaration): boolean {
  return (
    isMember(project.ts, declaration) &&
    bodyOf(declaration) === undefined &&
    !initializerOf(project, declaration)
  );
}

function constructorOf(
  project: SourceProject,
  node: ts.ClassLikeDeclaration,
  depth: number,
): readonly FunctionValue[] {
  const { ts, checker } = project;
  const own = node.members.find((each) => ts.isConstructorDeclaration(each) && bodyOf(each));
  // The member that was found is a constructor.
  if (own) return [known(own as ts.ConstructorDeclaration)];
  const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  if (base === undefined || depth > DEPTH) return [known(node)];
  const symbol = checker.getTypeAtLocation(base).getSymbol();
  return [known(node), ...ofSymbol(project, symbol, { name: base.getText(), depth: depth + 1 })];
}

function outside(
  project: SourceProject,
  declaration: ts.Declaration,
  name: string,
): readonly FunctionValue[] {
  const { fileName } = declaration.getSourceFile();
  const owner = packageOf(fileName);
  const isLanguage = project.program.isSourceFileDefaultLibrary(declaration.getSourceFile());
  const isStandard = isLanguage || owner === "@types/node" || owner === "typescript";
  const isInstalled = /[\\/]node_modules[\\/]/.test(fileName) || owner.startsWith("@faultwire/");
  return [{ kind: "outside", declaration, name, package: isInstalled ? owner : "", isStandard }];
}

function isConstant(typescript: typeof ts, declaration: ts.VariableDeclaration): boolean {
  return (typescript.getCombinedNodeFlags(declaration) & typescript.NodeFlags.Const) !== 0;
}

function hasFunctions(symbol: ts.Symbol | undefined): boolean {
  return (symbol?.declarations ?? []).some((each) => bodyOf(each) !== undefined);
}

function isAny({ checker, ts }: SourceProject, node: ts.Node): boolean {
  return (checker.getTypeAtLocation(node).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
}

function unknown(node: ts.Node, reason: UnseenReason): FunctionValue {
  const text = node.getText().split("\n", 1)[0] ?? "";
  return { kind: "unknown", name: text.length > 60 ? `${text.slice(0, 57)}...` : text, reason };
}
