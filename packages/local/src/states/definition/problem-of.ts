import { DefinitionProblem } from "../model/definition-problem.ts";
import { type GivenDefinition, readDefinition } from "./read-definition.ts";

/** Returns what is wrong with a definition, or not done here; undefined if local runs it. */
export function problemOf(given: GivenDefinition): string | undefined {
  try {
    readDefinition(given);
    return undefined;
  } catch (problem) {
    if (problem instanceof DefinitionProblem) return problem.message;
    throw problem;
  }
}
