import { DefinitionProblem } from "./model/definition-problem.ts";
import type { StatesExecution } from "./running/execution.ts";

import type { StatesService } from "./running/states-service.ts";
import { StateMachine, type StateMachineParts } from "./state-machine.ts";
import type { StateMachineConfig } from "./state-machine-config.ts";

/** The state machines of local's options, and those that requests have made. */
export class StateMachines {
  readonly service: StatesService;
  readonly #byArn = new Map<string, StateMachine>();

  /** @throws TypeError naming the state machine, the state and the field that is wrong or not done. */
  constructor(configs: Readonly<Record<string, StateMachineConfig>>, service: StatesService) {
    this.service = service;
    for (const [name, config] of Object.entries(configs)) this.#declare(name, config);
  }

  get all(): readonly StateMachine[] {
    return [...this.#byArn.values()];
  }

  /** The ARN of a state machine of a name. */
  arn(name: string): string {
    const { region, accountId } = this.service.functions.account;
    return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
  }

  find(arn: string): StateMachine | undefined {
    return this.#byArn.get(arn);
  }

  findExecution(arn: string): StatesExecution | undefined {
    for (const machine of this.all)
      for (const execution of machine.executions.values()) if (execution.arn === arn) return execution;
    return undefined;
  }

  /** @throws DefinitionProblem where the definition is wrong, or has something that local does not do. */
  add(parts: Omit<StateMachineParts, "arn">): StateMachine {
    const machine = new StateMachine({ ...parts, arn: this.arn(parts.name) }, this.service);
    this.#byArn.set(machine.arn, machine);
    return machine;
  }

  remove(arn: string): void {
    this.#byArn.delete(arn);
  }

  /** Forgets executions; the state machines stay. */
  forget(): void {
    for (const machine of this.all) machine.forget();
  }

  #declare(name: string, { type = "STANDARD", seed = 1, ...definition }: StateMachineConfig): void {
    const roleArn = `arn:aws:iam::${this.service.functions.account.accountId}:role/local`;
    try {
      this.add({ name, type, seed, roleArn, ...definition });
    } catch (problem) {
      if (!(problem instanceof DefinitionProblem)) throw problem;
      throw new TypeError(`state machine ${name}: ${problem.message}`, { cause: problem });
    }
  }
}
