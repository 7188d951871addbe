import { compile, JSONPathError, type JSONPathQuery, type JSONValue } from "json-p3";
import { DefinitionProblem } from "../model/definition-problem.ts";
import type { ExpressionScope, StatesExpression } from "../model/expression-scope.ts";
import type { StateData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";

/** `$$.Execution`, `$order.id`, `$.order`: the context object, a variable, or the input. */
const HEAD = /^(\$\$|\$[\p{L}_][\p{L}\p{N}_]*|\$)(.*)$/su;

/** A JSONPath that was checked, and where it looks. */
export interface JsonPath {
  /** Returns the value that the path selects, or undefined. */
  readonly find: (scope: ExpressionScope) => StateData | undefined;
}

/**
 * Checks a JSONPath of RFC 9535, as far as Step Functions' own dialect has it. A path that can select several values
 * gives a list of them.
 *
 * @throws DefinitionProblem where it is not one.
 */
export function readJsonPath(place: string, text: string): JsonPath {
  const [, head = "", rest = ""] = HEAD.exec(text) ?? [];
  if (head === "") throw new DefinitionProblem(place, `is a JSONPath, which begins with "$"; it is ${text}`);
  const query = compileQuery(place, `$${rest}`, text);
  const isSingular = query.singularQuery();
  return {
    find: (scope) => {
      const root = rootOf(head, scope);
      if (root === undefined) return undefined;
      // The casts: both types are of JSON, and that of the library is not readonly.
      const found = query.query(root as JSONValue).values() as StateData[];
      return isSingular ? found[0] : found;
    },
  };
}

/**
 * Makes the expression of a path.
 *
 * @throws DefinitionProblem where it is not a JSONPath.
 */
export function pathExpression(place: string, text: string, field: string): StatesExpression {
  const path = readJsonPath(place, text);
  return async (scope) => {
    const found = path.find(scope);
    if (found === undefined)
      throw new EvaluationFailure(
        "States.Runtime",
        `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${JSON.stringify(scope.root)}'`,
      );
    return found;
  };
}

function compileQuery(place: string, query: string, text: string): JSONPathQuery {
  try {
    return compile(query);
  } catch (refusal) {
    if (!(refusal instanceof JSONPathError)) throw refusal;
    throw new DefinitionProblem(
      place,
      `is not a JSONPath that @faultwire/local runs, those of RFC 9535: ${text}: ${refusal.message}`,
    );
  }
}

function rootOf(head: string, scope: ExpressionScope): StateData | undefined {
  if (head === "$") return scope.root;
  return head === "$$" ? scope.context : scope.variables.get(head.slice(1));
}
