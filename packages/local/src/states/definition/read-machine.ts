import { Fields } from "../language/fields.ts";
import { DefinitionProblem } from "../model/definition-problem.ts";
import { isMembers } from "../model/members.ts";
import type { QueryLanguage } from "../model/query-language.ts";
import type { Machine, State } from "../running/machine.ts";
import { readLanguage, readState } from "./read-state.ts";

/** "TimeoutSeconds: the maximum number of seconds an execution can run", 99999999 at most */
const LONGEST = 99_999_999;

/**
 * Reads the definition of a state machine, and checks all of it.
 *
 * @throws DefinitionProblem naming the state and the field.
 * @see https://states-language.net/spec.html
 */
export function readMachine(definition: unknown): Machine {
  if (!isMembers(definition)) throw new DefinitionProblem("the definition", "is an object");
  const outer = new Fields(definition, { language: "JSONPath" });
  const language = readLanguage(outer, "JSONPath");
  const fields = new Fields(definition, { language });
  fields.get("QueryLanguage");
  const version = fields.text("Version") ?? "1.0";
  if (version !== "1.0") throw fields.problem("Version", `is 1.0; it is ${version}`);
  const timeoutSeconds = fields.number("TimeoutSeconds", { least: 1, most: LONGEST });
  return readStates(fields, { language, names: new Set(), timeoutSeconds });
}

interface Outer {
  readonly language: QueryLanguage;
  /** Those of all states so far: a name is not used twice in a state machine. */
  readonly names: Set<string>;
  readonly timeoutSeconds: number | undefined;
}

function readStates(fields: Fields, { language, names, timeoutSeconds }: Outer): Machine {
  const given = fields.get("States");
  if (!isMembers(given) || Object.keys(given).length === 0)
    throw fields.problem("States", "is an object with states");
  const startAt = fields.required("StartAt");
  for (const name of Object.keys(given)) {
    if (names.has(name)) throw new DefinitionProblem(`state ${name}:`, "has the name of another state");
    names.add(name);
  }
  const readBranch = (branch: Fields) =>
    readStates(branch, { language: branch.language, names, timeoutSeconds: undefined });
  const states = new Map<string, State>(
    Object.entries(given).map(([name, value]) => [name, readState(name, value, { language, readBranch })]),
  );
  checkTargets(fields, startAt, given);
  fields.finish();
  return { startAt, states, timeoutSeconds };
}

type StatesMembers = Readonly<Record<string, unknown>>;

/** Checks that all states that are named are there, and that one of them is an end. */
function checkTargets(fields: Fields, startAt: string, states: StatesMembers): void {
  if (!Object.hasOwn(states, startAt))
    throw fields.problem("StartAt", `names ${startAt}, which is not a state`);
  for (const [name, state] of Object.entries(states))
    for (const target of targetsOf(state))
      if (!Object.hasOwn(states, target))
        throw new DefinitionProblem(
          `state ${name}:`,
          `goes on with ${target}, which is not a state beside it`,
        );
  const isEnd = (state: unknown) =>
    isMembers(state) && (state.End === true || state.Type === "Succeed" || state.Type === "Fail");
  if (!Object.values(states).some(isEnd)) throw fields.problem("States", "have no end");
}

/** Their types were checked. */
function targetsOf(state: unknown): readonly string[] {
  if (!isMembers(state)) return [];
  const entries = [state.Catch, state.Choices].flatMap((list) => (Array.isArray(list) ? list : []));
  const own = [state.Next, state.Default];
  return [...own, ...entries.map((entry) => entry.Next)].filter((target) => typeof target === "string");
}
