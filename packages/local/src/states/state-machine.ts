import { randomUUID } from "node:crypto";
import {
  type CheckedDefinition,
  type GivenDefinition,
  readDefinition,
} from "./definition/read-definition.ts";
import type { StateData } from "./model/state-data.ts";
import { StatesExecution } from "./running/execution.ts";
import type { Machine } from "./running/machine.ts";
import type { StatesService } from "./running/states-service.ts";

/** "Express workflows: maximum execution time of 5 minutes" */
const EXPRESS_SECONDS = 300;

/** The number of executions that are kept, so that a service can run for days. */
const MOST_KEPT = 1000;

/** The parts of a state machine. */
export interface StateMachineParts extends GivenDefinition {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly seed: number;
}

/** The request of an execution. */
export interface ExecutionRequest {
  readonly name?: string | undefined;
  readonly inputText: string;
  readonly input: StateData;
  readonly traceHeader?: string | undefined;
}

/** One state machine, and its executions. */
export class StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly type: "STANDARD" | "EXPRESS";
  readonly seed: number;
  readonly creationDate: Date;
  /** The last of them by name; express ones leave no record. */
  readonly executions = new Map<string, StatesExecution>();
  readonly #running = new Set<StatesExecution>();
  roleArn: string;
  updateDate: Date;
  #definition: CheckedDefinition;
  #count = 0;
  readonly #service: StatesService;

  /** @throws DefinitionProblem where the definition is wrong, or has something that local does not do. */
  constructor(parts: StateMachineParts, service: StatesService) {
    this.name = parts.name;
    this.arn = parts.arn;
    this.type = parts.type;
    this.seed = parts.seed;
    this.roleArn = parts.roleArn;
    this.#definition = readDefinition(parts);
    this.#service = service;
    this.creationDate = service.clock.now;
    this.updateDate = this.creationDate;
  }

  get definition(): Machine {
    return this.#definition.machine;
  }

  get definitionText(): string {
    return this.#definition.text;
  }

  /** Seconds; undefined for no limit. */
  get timeoutSeconds(): number | undefined {
    const { timeoutSeconds } = this.definition;
    if (this.type === "STANDARD") return timeoutSeconds;
    return Math.min(timeoutSeconds ?? EXPRESS_SECONDS, EXPRESS_SECONDS);
  }

  /**
   * Replaces the definition; executions that run go on with the old one.
   *
   * @throws DefinitionProblem where it is wrong.
   */
  redefine(definition: string): void {
    this.#definition = readDefinition({ definition });
    this.updateDate = this.#service.clock.now;
  }

  /** Starts an execution. */
  start({ name = randomUUID(), inputText, input, traceHeader }: ExecutionRequest): StatesExecution {
    this.#count += 1;
    const execution = new StatesExecution(
      this,
      { name, arn: this.#executionArn(name), inputText, input, ordinal: this.#count, traceHeader },
      this.#service,
    );
    this.#keep(execution);
    execution.begin();
    return execution;
  }

  /** Stops and forgets executions; the next one is the first again. */
  forget(): void {
    for (const execution of this.#running) execution.end("ABORTED", {});
    this.executions.clear();
    this.#count = 0;
  }

  #keep(execution: StatesExecution): void {
    this.#running.add(execution);
    void execution.ended.then(() => this.#running.delete(execution));
    if (this.type === "EXPRESS") return;
    this.executions.set(execution.name, execution);
    const oldest = this.executions.values().next().value;
    if (this.executions.size > MOST_KEPT && oldest?.status !== "RUNNING")
      this.executions.delete(oldest?.name ?? "");
  }

  #executionArn(name: string): string {
    const standard = this.arn.replace(":stateMachine:", ":execution:");
    if (this.type === "STANDARD") return `${standard}:${name}`;
    return `${this.arn.replace(":stateMachine:", ":express:")}:${name}:${randomUUID()}`;
  }
}
