import type ts from "typescript";
import { calleesOf, returnedBy } from "../functions/functions-of.ts";
import { nodesIn } from "../program/calls.ts";
import { ownFiles } from "../program/own-files.ts";
import type { SourceProject } from "../program/project.ts";
import { functionAround, unwrap, wrapped } from "../program/syntax.ts";
import { useOf } from "./app-use.ts";

/** An application of a framework: everything in the project that is called on it. */
export interface FrameworkApp {
  /** The name of its variable, where it has one. */
  readonly name: string | undefined;
  readonly calls: readonly ts.CallExpression[];
  /** Uses that may add routes which are not among the calls. */
  readonly doubts: readonly ts.Node[];
}

/** Packages that serve an application, and add nothing to it. */
const ADAPTERS =
  /^(?:hono|@hono\/node-server|serverless-http|@(?:codegenie|vendia)\/serverless-express|@faultwire\/.*)$/;
/** Methods that run the application; their results are not the application. */
const RUNS = /^(?:resolve|resolveStream|fetch|request|fire|listen)$/;
/** Methods of another application that is given this one. */
const MOUNTS = /^(?:use|route|mount|includeRouter)$/;

/** Finds the application that an expression is, with all that is called on it in the project. */
export function appOf(project: SourceProject, expression: ts.Expression): FrameworkApp {
  const app = new App(project);
  app.addValue(expression);
  return { name: app.name, calls: [...app.calls], doubts: [...app.doubts] };
}

class App {
  readonly calls = new Set<ts.CallExpression>();
  readonly doubts = new Set<ts.Node>();
  name: string | undefined;
  readonly #project: SourceProject;
  readonly #symbols = new Set<ts.Symbol>();
  readonly #returning = new Set<ts.Node>();

  constructor(project: SourceProject) {
    this.#project = project;
  }

  /** Adds an expression whose value is the application: a name, or a chain of calls that each return it. */
  addValue(expression: ts.Node): void {
    const { ts } = this.#project;
    let at = this.#endOfChain(expression);
    this.#follow(at);
    for (;;) {
      const node = ts.isExpression(at) ? unwrap(this.#project, at) : at;
      if (!ts.isCallExpression(node)) {
        this.#addName(node);
        return;
      }
      if (this.calls.has(node) || this.#isMadeInProject(node)) return;
      this.calls.add(node);
      const receiver = ts.isPropertyAccessExpression(node.expression)
        ? node.expression.expression
        : undefined;
      // `middy(...)`, `express.Router()`: the call that makes it.
      if (receiver === undefined || this.#isOfLibrary(receiver)) return;
      at = receiver;
    }
  }

  /** Follows a call of a function of the project to what that returns. */
  #isMadeInProject(call: ts.CallExpression): boolean {
    const makers = calleesOf(this.#project, call).filter(({ kind }) => kind !== "outside");
    for (const maker of makers) {
      const results = maker.kind === "known" ? returnedBy(this.#project, maker.node) : [];
      if (results.length === 0) this.doubts.add(call);
      for (const result of results) this.addValue(result);
    }
    return makers.length > 0;
  }

  /** Finds the last call of a chain of calls. */
  #endOfChain(expression: ts.Node): ts.Node {
    const { ts } = this.#project;
    for (let at = wrapped(this.#project, expression); ; at = wrapped(this.#project, at.parent.parent)) {
      const { parent } = at;
      const isReceiver = ts.isPropertyAccessExpression(parent) && parent.expression === at;
      if (!isReceiver || !ts.isCallExpression(parent.parent) || parent.parent.expression !== parent)
        return at;
    }
  }

  #isOfLibrary(receiver: ts.Expression): boolean {
    const symbol = this.#symbolOf(unwrap(this.#project, receiver));
    return !!symbol?.declarations?.every((each) => each.getSourceFile().isDeclarationFile);
  }

  #symbolOf(node: ts.Node): ts.Symbol | undefined {
    const { ts, checker } = this.#project;
    if (ts.isShorthandPropertyAssignment(node.parent))
      return checker.getShorthandAssignmentValueSymbol(node.parent);
    const symbol = checker.getSymbolAtLocation(ts.isPropertyAccessExpression(node) ? node.name : node);
    return symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
  }

  #addName(node: ts.Node): void {
    const { ts } = this.#project;
    if (ts.isNewExpression(node)) return;
    const symbol = this.#symbolOf(node);
    if (symbol === undefined) this.doubts.add(node);
    else this.#addSymbol(symbol, node);
  }

  #addSymbol(symbol: ts.Symbol, at: ts.Node): void {
    if (this.#symbols.has(symbol)) return;
    this.#symbols.add(symbol);
    this.name ??= symbol.name;
    const declared = symbol.valueDeclaration;
    if (declared === undefined) this.doubts.add(at);
    else this.#addDeclared(declared);
    for (const reference of this.#referencesTo(symbol)) this.#follow(wrapped(this.#project, reference));
  }

  #addDeclared(declared: ts.Declaration): void {
    const { ts } = this.#project;
    if (ts.isParameter(declared)) {
      this.#addArguments(declared);
      return;
    }
    const isFixed =
      ts.isPropertyDeclaration(declared) ||
      (ts.isVariableDeclaration(declared) &&
        (ts.getCombinedNodeFlags(declared) & ts.NodeFlags.Const) !== 0 &&
        ts.isIdentifier(declared.name));
    if (!isFixed) this.doubts.add(declared);
    else if (declared.initializer) this.addValue(declared.initializer);
  }

  /** A function of the project is given the application: by each of its calls. */
  #addArguments(parameter: ts.ParameterDeclaration): void {
    const { parent } = parameter;
    const index = parent.parameters.indexOf(parameter);
    const calls = this.#callsOf(parent);
    if (calls.length === 0) this.doubts.add(parameter);
    for (const call of calls) {
      const argument = call.arguments[index];
      if (argument) this.addValue(argument);
      else this.doubts.add(call);
    }
  }

  #callsOf(called: ts.Node): readonly ts.CallExpression[] {
    return nodesIn(this.#project).calls.filter((call) =>
      calleesOf(this.#project, call).some((each) => each.kind === "known" && each.node === called),
    );
  }

  /** A function returns the application: to each of its calls. */
  #return(node: ts.Node): void {
    const { ts } = this.#project;
    const made = functionAround(this.#project, node);
    const calls = this.#callsOf(made);
    if (calls.length === 0 || this.#returning.has(made)) {
      if (calls.length === 0) this.doubts.add(node);
      return;
    }
    this.#returning.add(made);
    for (const call of calls) {
      const end = this.#endOfChain(call);
      this.#follow(end);
      if (end !== call && ts.isCallExpression(end)) this.addValue(end);
    }
  }

  #referencesTo(symbol: ts.Symbol): readonly ts.Node[] {
    const { ts } = this.#project;
    const found: ts.Node[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node) && this.#symbolOf(node) === symbol)
        found.push(isNameOfMember(ts, node) ? node.parent : node);
      ts.forEachChild(node, visit);
    };
    for (const source of ownFiles(this.#project)) visit(source);
    return found;
  }

  /** Follows the value to where it goes. */
  #follow(node: ts.Node): void {
    const use = useOf(this.#project, node);
    switch (use.kind) {
      case "method":
        if (!RUNS.test(use.name)) this.addValue(use.call);
        break;
      case "named":
        this.#addName(use.name);
        break;
      case "assigned":
        this.addValue(use.value);
        break;
      case "given":
        this.#pass(use.call, use.argument);
        break;
      case "returned":
        this.#return(node);
        break;
      case "elsewhere":
        this.doubts.add(node);
        break;
      default:
        break;
    }
  }

  /** The application is given to a function. */
  #pass(call: ts.CallExpression, argument: ts.Node | undefined): void {
    const { ts } = this.#project;
    const { expression } = call;
    if (ts.isPropertyAccessExpression(expression) && MOUNTS.test(expression.name.text)) return;
    for (const callee of calleesOf(this.#project, call)) {
      const isServed = callee.kind === "outside" && (callee.isStandard || ADAPTERS.test(callee.package));
      if (isServed) continue;
      const given: readonly (ts.Node | undefined)[] = call.arguments;
      const index = given.indexOf(argument);
      const parameter =
        callee.kind === "known" && "parameters" in callee.node ? callee.node.parameters[index] : undefined;
      if (parameter && ts.isIdentifier(parameter.name)) this.#addName(parameter.name);
      else this.doubts.add(call);
    }
  }
}

function isNameOfMember(typescript: typeof ts, node: ts.Node): boolean {
  return typescript.isPropertyAccessExpression(node.parent) && node.parent.name === node;
}
