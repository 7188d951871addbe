import type ts from "typescript";
import { calleesOf, functionsOf } from "../functions/functions-of.ts";
import { functionNameOf, nodesIn } from "../program/calls.ts";
import type { SourceProject } from "../program/project.ts";
import { routesOf } from "./framework-routes.ts";

/** A handler of the project, and the options that it is wrapped with. */
export interface Handler {
  /** The name that it is exported under, or else its wrapper's. */
  readonly name: string;
  readonly wrapper: string;
  readonly call: ts.CallExpression;
  readonly handler: ts.Expression | undefined;
  readonly options: ts.Expression | undefined;
}

const HANDLER = "@faultwire/handler";
/** Wrappers whose handler is not the first argument. */
const POSITION: Readonly<Record<string, number>> = { wrapDurable: 1, answerFaults: -1 };

/** Finds the calls of the wrappers of `@faultwire/handler`. */
export function findHandlers(project: SourceProject): readonly Handler[] {
  return nodesIn(project).calls.flatMap((call) => {
    const wrapper = wrapperOf(project, call);
    if (wrapper === undefined) return [];
    const position = POSITION[wrapper] ?? 0;
    const [handler, options] = [call.arguments[position], call.arguments[position + 1]];
    const name = nameOf(project, call) ?? wrapper;
    if (wrapper === "answerFaults")
      return [{ name: routesOf(project, call).name ?? name, wrapper, call, handler: undefined, options }];
    return atCallsOf(project, { name, wrapper, call, handler, options });
  });
}

/** A wrapper in a function of the project that is given the handler: each of its calls makes a handler. */
function atCallsOf(project: SourceProject, found: Handler): readonly Handler[] {
  const value = found.handler && functionsOf(project, found.handler)[0];
  if (value?.kind !== "parameter") return [found];
  const { parent } = value.parameter;
  const index = parent.parameters.indexOf(value.parameter);
  const calls = nodesIn(project).calls.filter((call) =>
    calleesOf(project, call).some((callee) => callee.kind === "known" && callee.node === parent),
  );
  const handlers = calls.map((call) => ({
    ...found,
    name: nameOf(project, call) ?? found.name,
    call,
    handler: call.arguments[index],
  }));
  return handlers.length > 0 ? handlers : [found];
}

function wrapperOf(project: SourceProject, { expression }: ts.CallExpression): string | undefined {
  const name = functionNameOf(project, expression, HANDLER);
  return name !== undefined && /^(?:wrap[A-Z]|answerFaults$)/.test(name) ? name : undefined;
}

function nameOf({ ts }: SourceProject, call: ts.CallExpression): string | undefined {
  const { parent } = call;
  if (ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)) return parent.name.text;
  if (ts.isPropertyAssignment(parent)) return parent.name.getText();
  if (ts.isBinaryExpression(parent) && ts.isPropertyAccessExpression(parent.left))
    return parent.left.name.text;
  return ts.isExportAssignment(parent) ? "default" : undefined;
}
