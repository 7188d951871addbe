import { readChoice } from "../kinds/choice.ts";
import { readFail } from "../kinds/fail.ts";
import { readMap } from "../kinds/map.ts";
import { readParallel } from "../kinds/parallel.ts";
import { readPass } from "../kinds/pass.ts";
import { readSucceed } from "../kinds/succeed.ts";
import { readTask } from "../kinds/task.ts";
import { readWait } from "../kinds/wait.ts";
import { Fields } from "../language/fields.ts";
import type { StateReader } from "../language/state-reader.ts";
import { DefinitionProblem } from "../model/definition-problem.ts";
import { isMembers } from "../model/members.ts";
import type { QueryLanguage } from "../model/query-language.ts";
import type { Machine, RunState, State, StateType } from "../running/machine.ts";

const KINDS: Readonly<Record<StateType, (reader: StateReader) => RunState>> = {
  Task: readTask,
  Pass: readPass,
  Choice: readChoice,
  Wait: readWait,
  Succeed: readSucceed,
  Fail: readFail,
  Parallel: readParallel,
  Map: readMap,
};

/** The state machine or the branch that a state belongs to. */
export interface StateContext {
  readonly language: QueryLanguage;
  readonly readBranch: (fields: Fields) => Machine;
}

/**
 * Reads a state.
 *
 * @throws DefinitionProblem where it is wrong, or has something that local does not do.
 */
export function readState(name: string, value: unknown, { language, readBranch }: StateContext): State {
  if (name.length > 80)
    throw new DefinitionProblem(`state ${name}:`, "has a name of more than 80 characters");
  if (!isMembers(value)) throw new DefinitionProblem(`state ${name}:`, "is an object");
  const outer = new Fields(value, { state: name, language });
  const fields = new Fields(value, { state: name, language: readLanguage(outer, language) });
  fields.get("QueryLanguage");
  const type = fields.required("Type");
  if (!isType(type))
    throw fields.problem("Type", `is one of ${Object.keys(KINDS).join(", ")}; it is ${type}`);
  const run = KINDS[type]({ name, fields, readBranch });
  fields.finish();
  return { name, type, run };
}

/** A state machine of JSONPath may have states of JSONata, and not the other way round. */
export function readLanguage(fields: Fields, outer: QueryLanguage): QueryLanguage {
  const given = fields.text("QueryLanguage") ?? outer;
  if (given !== "JSONPath" && given !== "JSONata")
    throw fields.problem("QueryLanguage", `is JSONPath or JSONata; it is ${given}`);
  if (given === "JSONPath" && outer === "JSONata")
    throw fields.problem("QueryLanguage", "is JSONPath in a state machine of JSONata");
  return given;
}

function isType(type: string): type is StateType {
  return Object.hasOwn(KINDS, type);
}
