import { DefinitionProblem } from "../model/definition-problem.ts";
import type { Machine } from "../running/machine.ts";
import { readMachine } from "./read-machine.ts";

/** `${OrdersFunctionArn}` */
const PLACEHOLDER = /\$\{([\w.]+)\}/g;

/** A definition as it was given, and what is put into it. */
export interface GivenDefinition {
  readonly definition: object | string;
  readonly definitionSubstitutions?: Readonly<Record<string, string>>;
}

/** A definition that was checked, with its JSON. */
export interface CheckedDefinition {
  readonly machine: Machine;
  readonly text: string;
}

/**
 * Reads a definition, and checks all of it.
 *
 * @throws DefinitionProblem naming the state and the field.
 */
export function readDefinition({
  definition,
  definitionSubstitutions = {},
}: GivenDefinition): CheckedDefinition {
  const given = typeof definition === "string" ? definition : JSON.stringify(definition);
  const substitutions = new Map(Object.entries(definitionSubstitutions));
  // The text is put into JSON, so it is written as within one.
  const text = given.replace(PLACEHOLDER, (whole, name: string) => {
    const value = substitutions.get(name);
    return value === undefined ? whole : JSON.stringify(value).slice(1, -1);
  });
  return { machine: readMachine(parse(text)), text };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (problem) {
    throw new DefinitionProblem(
      "the definition",
      `is not JSON: ${problem instanceof Error ? problem.message : problem}`,
    );
  }
}
