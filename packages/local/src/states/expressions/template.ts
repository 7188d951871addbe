import { DefinitionProblem } from "../model/definition-problem.ts";
import { constant, type StatesExpression } from "../model/expression-scope.ts";
import { isMembers } from "../model/members.ts";
import type { QueryLanguage } from "../model/query-language.ts";
import type { StateData } from "../model/state-data.ts";
import { intrinsicExpression, isIntrinsic } from "./intrinsic-expression.ts";
import { pathExpression } from "./json-path.ts";
import { jsonataExpression, jsonataIn } from "./jsonata-expression.ts";

/** The place of a template, for messages. */
export interface TemplatePlace {
  /** For those who wrote the definition: `state Charge: Parameters`. */
  readonly place: string;
  /** For those who read the cause of a failure: `Arguments/orderId`. */
  readonly field: string;
  readonly language: QueryLanguage;
}

/**
 * Checks a template: JSON in which some texts are expressions. In JSONPath those are the values of members whose names
 * end in `.$`, in JSONata the texts in `{% %}`.
 *
 * @throws DefinitionProblem where an expression is wrong.
 */
export function readTemplate(value: unknown, at: TemplatePlace): StatesExpression {
  if (typeof value === "string") return readText(value, at);
  if (Array.isArray(value)) {
    const items = value.map((each, index) =>
      readTemplate(each, { ...at, place: `${at.place}[${index}]`, field: `${at.field}[${index}]` }),
    );
    return async (scope) => await Promise.all(items.map((item) => item(scope)));
  }
  if (isMembers(value)) return readMembers(value, at);
  // The cast: a definition is JSON, and this is a number, a boolean or null.
  return constant(value as StateData);
}

/** Makes the expression of a path or of a call of an intrinsic function. */
export function dynamicExpression(place: string, text: unknown, field: string): StatesExpression {
  if (typeof text !== "string") throw new DefinitionProblem(place, "is a path or a call, in a text");
  return isIntrinsic(text) ? intrinsicExpression(place, text, field) : pathExpression(place, text, field);
}

function readText(text: string, { place, field, language }: TemplatePlace): StatesExpression {
  const expression = language === "JSONata" ? jsonataIn(text) : undefined;
  return expression === undefined ? constant<StateData>(text) : jsonataExpression(place, expression, field);
}

function readMembers(members: Readonly<Record<string, unknown>>, at: TemplatePlace): StatesExpression {
  const parts = Object.entries(members).map(([name, value]) => readMember(name, value, at));
  return async (scope) => {
    const values = await Promise.all(parts.map(async ([name, part]) => [name, await part(scope)] as const));
    return Object.fromEntries(values);
  };
}

function readMember(name: string, value: unknown, at: TemplatePlace): readonly [string, StatesExpression] {
  const place = `${at.place}.${name}`;
  if (at.language === "JSONPath" && name.endsWith(".$"))
    return [name.slice(0, -2), dynamicExpression(place, value, name)];
  const separator = at.field === "" ? "" : "/";
  return [name, readTemplate(value, { ...at, place, field: `${at.field}${separator}${name}` })];
}
