import { checkMembers, checkOneOf, checkWhole, describe } from "../config/check.ts";

/** A state machine of Step Functions. */
export interface StateMachineConfig {
  /** The definition in Amazon States Language: an object, or its JSON. */
  readonly definition: object | string;
  /** Texts in the place of `${name}` in the definition, such as a function's ARN. */
  readonly definitionSubstitutions?: Readonly<Record<string, string>>;
  /** @default "STANDARD" */
  readonly type?: "STANDARD" | "EXPRESS";
  /**
   * The seed of the jitter of retries: the same seed has the same waits.
   *
   * @default 1
   */
  readonly seed?: number;
}

const MEMBERS: Record<keyof StateMachineConfig, true> = {
  definition: true,
  definitionSubstitutions: true,
  type: true,
  seed: true,
};
const NAME = /^[\w.-]{1,80}$/;

/**
 * Checks the configuration of a state machine, but for its definition.
 *
 * @throws TypeError naming the state machine, the member and what to do.
 */
export function checkStateMachine(name: string, config: StateMachineConfig): void {
  const what = `state machine ${name}`;
  checkMembers(what, config, MEMBERS);
  if (!NAME.test(name))
    throw new TypeError(
      `state machine ${JSON.stringify(name)}: a name has 1 to 80 letters, digits, "-", "_" or "."`,
    );
  const { definition, type = "STANDARD", seed = 1, definitionSubstitutions = {} } = config;
  if ((typeof definition !== "object" && typeof definition !== "string") || definition === null)
    throw new TypeError(`${what}: definition is an object or its JSON; it is ${describe(definition)}`);
  checkOneOf(`${what}: type`, type, ["STANDARD", "EXPRESS"]);
  checkWhole(`${what}: seed`, seed, {});
  for (const [key, text] of Object.entries(definitionSubstitutions))
    if (typeof text !== "string")
      throw new TypeError(`${what}: definitionSubstitutions.${key} is a text; it is ${describe(text)}`);
}
