import type ts from "typescript";
import type { FunctionValue } from "../functions/function-value.ts";
import { calleesOf, functionsOf } from "../functions/functions-of.ts";
import { functionNameOf, nodesIn } from "../program/calls.ts";
import type { SourceProject } from "../program/project.ts";
import { unwrap } from "../program/syntax.ts";
import { appOf, type FrameworkApp } from "./framework-app.ts";

/** Everything that an application of a framework runs, and whose errors `answerFaults()` gets. */
export interface FrameworkRoutes {
  /** The name of the application's variable, where it has one. */
  readonly name: string | undefined;
  readonly routes: readonly FunctionValue[];
  /** The calls that add them. */
  readonly calls: readonly ts.CallExpression[];
  /** Places where more may be added, or errors may be answered by something else. */
  readonly doubts: readonly ts.Node[];
}

/** Packages of frameworks, whose own functions throw no fault of a project. */
export const FRAMEWORKS =
  /^(?:hono|express|@types\/express(?:-serve-static-core)?|@middy\/core|@aws-lambda-powertools\/event-handler)$/;

const REGISTERS = /^(?:onError|errorHandler|use)$/;
const ERROR_METHODS = /^(?:onError|errorHandler)$/;
const ROUTE_METHODS =
  /^(?:get|post|put|delete|patch|head|options|all|use|route|handler|before|after|param|mount|notFound|methodNotAllowed|includeRouter)$/;
/** Methods that take functions and add no route. */
const OTHER_METHODS = /^(?:set|engine)$/;

const known = new WeakMap<ts.CallExpression, FrameworkRoutes>();

/** Finds the routes of the application that an `answerFaults()` belongs to. */
export function routesOf(project: SourceProject, answerFaults: ts.CallExpression): FrameworkRoutes {
  let found = known.get(answerFaults);
  if (found === undefined) {
    found = findRoutes(project, answerFaults);
    known.set(answerFaults, found);
  }
  return found;
}

function findRoutes(project: SourceProject, answerFaults: ts.CallExpression): FrameworkRoutes {
  const registration = registrationOf(project, answerFaults);
  if (registration === undefined) return { name: undefined, routes: [], calls: [], doubts: [answerFaults] };
  const app = appOf(project, registration.expression.expression);
  const routes = new Routes(project, registration);
  routes.add(app);
  return { name: app.name, routes: routes.values, calls: routes.calls, doubts: routes.doubts };
}

/** A call of a method. */
type MethodCall = ts.CallExpression & { readonly expression: ts.PropertyAccessExpression };

function isMethodCall(typescript: typeof ts, node: ts.Node): node is MethodCall {
  return typescript.isCallExpression(node) && typescript.isPropertyAccessExpression(node.expression);
}

/** The call that gives it to an application: as its own argument, or by the name of a constant. */
function registrationOf(project: SourceProject, answerFaults: ts.CallExpression): MethodCall | undefined {
  const { ts, checker } = project;
  const { parent } = answerFaults;
  if (isMethodCall(ts, parent) && REGISTERS.test(parent.expression.name.text))
    return isForAll(ts, parent) ? parent : undefined;
  if (!ts.isVariableDeclaration(parent)) return undefined;
  const symbol = checker.getSymbolAtLocation(parent.name);
  const calls = nodesIn(project).calls.filter((call): call is MethodCall =>
    call.arguments.some((each) => ts.isIdentifier(each) && checker.getSymbolAtLocation(each) === symbol),
  );
  const [only, ...more] = calls;
  const isOne =
    only && more.length === 0 && isMethodCall(ts, only) && REGISTERS.test(only.expression.name.text);
  return isOne && isForAll(ts, only) ? only : undefined;
}

/** Whether it answers every error, and not those of one class or below one path alone. */
function isForAll(typescript: typeof ts, call: MethodCall): boolean {
  const [first] = call.arguments;
  if (call.expression.name.text === "errorHandler") return first?.getText() === "Error";
  return call.arguments.length === 1 && first !== undefined && !typescript.isSpreadElement(first);
}

class Routes {
  readonly values: FunctionValue[] = [];
  readonly calls: ts.CallExpression[] = [];
  readonly doubts: ts.Node[] = [];
  readonly #project: SourceProject;
  readonly #registration: ts.CallExpression;

  constructor(project: SourceProject, registration: ts.CallExpression) {
    this.#project = project;
    this.#registration = registration;
  }

  add({ calls, doubts }: FrameworkApp): void {
    this.doubts.push(...doubts);
    for (const call of calls) {
      if (call === this.#registration || this.calls.includes(call)) continue;
      this.calls.push(call);
      this.#addCall(call);
    }
  }

  #addCall(call: ts.CallExpression): void {
    const { ts } = this.#project;
    const method = isMethodCall(ts, call) ? call.expression.name.text : "handler";
    if (OTHER_METHODS.test(method)) return;
    // Another one answers some of the errors first.
    if (ERROR_METHODS.test(method)) this.doubts.push(call);
    else if (ROUTE_METHODS.test(method)) for (const each of call.arguments) this.#addArgument(each);
    else if (call.arguments.some((each) => this.#isFunction(each))) this.doubts.push(call);
    const { parent } = call;
    // The method below a decorator is a route.
    if (ts.isDecorator(parent) && ts.isMethodDeclaration(parent.parent))
      this.values.push({ kind: "known", node: parent.parent, bindings: new Map() });
  }

  #addArgument(argument: ts.Expression): void {
    const { ts, checker } = this.#project;
    const node = unwrap(this.#project, argument);
    if (ts.isSpreadElement(node)) this.doubts.push(node);
    else if (ts.isArrayLiteralExpression(node)) for (const each of node.elements) this.#addArgument(each);
    else if (ts.isObjectLiteralExpression(node)) this.#addMiddleware(node);
    else if (this.#isApp(node)) this.#addPart(node);
    else if (this.#isFunction(node)) this.#addFunction(node);
    else if (checker.getPropertiesOfType(checker.getTypeAtLocation(node)).some((each) => this.#isHook(each)))
      this.#addFunction(node);
  }

  /** A middleware of Middy, as it is written. */
  #addMiddleware(node: ts.ObjectLiteralExpression): void {
    const { ts } = this.#project;
    for (const each of node.properties) {
      if (each.name?.getText() === "onError") this.doubts.push(each);
      else if (ts.isMethodDeclaration(each))
        this.values.push({ kind: "known", node: each, bindings: new Map() });
      else if (ts.isPropertyAssignment(each)) this.#addArgument(each.initializer);
      else if (ts.isShorthandPropertyAssignment(each)) this.#addArgument(each.name);
      else this.doubts.push(each);
    }
  }

  #addFunction(node: ts.Expression): void {
    const { ts } = this.#project;
    if (ts.isCallExpression(node) && this.#isOfFramework(node)) return;
    const values = functionsOf(this.#project, node);
    // An error middleware of Express, found by its parameters.
    const answersErrors = values.some(
      (value) => value.kind === "known" && "parameters" in value.node && value.node.parameters.length === 4,
    );
    const isAnother =
      ts.isCallExpression(node) &&
      functionNameOf(this.#project, node.expression, "@faultwire/handler") === "answerFaults";
    if (answersErrors || isAnother) this.doubts.push(node);
    if (!isAnother) this.values.push(...values);
  }

  /** `express.json()`, `cors()` of Hono. */
  #isOfFramework(call: ts.CallExpression): boolean {
    return calleesOf(this.#project, call).every(
      (each) => each.kind === "outside" && FRAMEWORKS.test(each.package),
    );
  }

  /** A part with an error handler of its own answers its errors itself. */
  #addPart(node: ts.Expression): void {
    const part = appOf(this.#project, node);
    const { ts } = this.#project;
    const answers = part.calls.some((call) => {
      const isErrors = isMethodCall(ts, call) && ERROR_METHODS.test(call.expression.name.text);
      return isErrors || call.arguments.some((each) => this.#isAnswering(each));
    });
    if (!answers) this.add(part);
  }

  #isAnswering(node: ts.Expression): boolean {
    const { ts } = this.#project;
    return (
      ts.isCallExpression(node) &&
      functionNameOf(this.#project, node.expression, "@faultwire/handler") === "answerFaults"
    );
  }

  #isFunction(node: ts.Expression): boolean {
    const type = this.#project.checker.getTypeAtLocation(node);
    const { Any, Unknown } = this.#project.ts.TypeFlags;
    return type.getCallSignatures().length > 0 || (type.flags & (Any | Unknown)) !== 0;
  }

  /** Whether it is an application or a router: an object of a framework's that has routes itself. */
  #isApp(node: ts.Expression): boolean {
    const { checker } = this.#project;
    const type = checker.getTypeAtLocation(node);
    const isNamed = ["use", "get"].every((name) => checker.getPropertyOfType(type, name) !== undefined);
    return isNamed && checker.getPropertyOfType(type, "post") !== undefined;
  }

  #isHook({ name }: ts.Symbol): boolean {
    return /^(?:before|after|onError)$/.test(name);
  }
}
