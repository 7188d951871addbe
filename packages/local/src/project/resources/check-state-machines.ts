import type { Project } from "../project.ts";

/** Leaves out the state machines that local does not run; they are gaps, with the state and the field. */
export async function checkStateMachines({ stateMachines, gaps }: Project): Promise<void> {
  if (stateMachines.size === 0) return;
  const { problemOf } = await import("../../states/definition/problem-of.ts");
  for (const [name, { config, definitionSubject }] of stateMachines) {
    const problem = problemOf(config);
    if (problem === undefined) continue;
    gaps.add(definitionSubject, problem);
    stateMachines.delete(name);
  }
}
