import { Unproven } from "../unproven.ts";
import { evaluate, evaluateReference, isTrue, setReference } from "./evaluate.ts";
import { isList, textOf, type Value } from "./java-values.ts";
import type { ScopeOptions, TemplateScope } from "./scope.ts";
import type { Expression, Node } from "./template-nodes.ts";

/** API Gateway's limit for one `#foreach`. */
const MAX_TURNS = 1000;

/**
 * Renders a template.
 *
 * @throws Unproven where API Gateway's output is not known.
 */
export function renderTemplate(nodes: readonly Node[], options: ScopeOptions): string {
  return renderNodes(nodes, { ...options, blocks: new Map(), render: renderNodes });
}

function renderNodes(nodes: readonly Node[], scope: TemplateScope): string {
  const output: string[] = [];
  renderInto(output, nodes, scope);
  return output.join("");
}

/** Returns whether a `#break` ended it. */
function renderInto(output: string[], nodes: readonly Node[], scope: TemplateScope): boolean {
  return nodes.some((node) => {
    if (node.kind === "text") output.push(node.text);
    if (node.kind === "reference") output.push(textOf(evaluateReference(node.reference, scope)));
    if (node.kind === "define") scope.blocks.set(node.variable, node.body);
    if (node.kind === "set") setReference(node.target, evaluate(node.value, scope), scope);
    if (node.kind === "foreach") renderForeach(output, node, scope);
    if (node.kind === "if") {
      const chosen = node.branches.find(({ condition }) => !condition || isTrue(condition, scope));
      return chosen !== undefined && renderInto(output, chosen.body, scope);
    }
    return node.kind === "break";
  });
}

interface Foreach {
  readonly variable: string;
  readonly over: Expression;
  readonly body: readonly Node[];
}

function renderForeach(output: string[], { variable, over, body }: Foreach, scope: TemplateScope): void {
  const collection = evaluate(over, scope);
  const items = [...itemsOf(collection)];
  const outer = [variable, "foreach"].map((name) => [name, scope.variables.get(name)] as const);
  for (const [index, item] of items.entries()) {
    if (item === null) throw new Unproven("what #foreach makes of a null in a list");
    const isLast = index === items.length - 1;
    scope.variables.set(variable, item);
    scope.variables.set("foreach", turn(index, isLast));
    if (renderInto(output, body, scope)) break;
    if (itemsOf(collection).length !== items.length)
      throw new Unproven("a collection that changes in its #foreach");
  }
  for (const [name, value] of outer) scope.variables.set(name, value ?? null);
}

function turn(index: number, isLast: boolean): Value {
  return new Map<string, Value>([
    ["index", index],
    ["count", index + 1],
    ["first", index === 0],
    ["last", isLast],
    ["hasNext", !isLast],
  ]);
}

function itemsOf(value: Value): readonly Value[] {
  if (value === null) return [];
  const items = value instanceof Map ? [...value.values()] : isList(value) ? value.items : undefined;
  if (items === undefined) throw new Unproven("what #foreach makes of a value that is not a list");
  if (items.length <= MAX_TURNS) return items;
  throw new Unproven(`what API Gateway answers past ${MAX_TURNS} turns of a #foreach`);
}
