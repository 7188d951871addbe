import { randomUUID } from "node:crypto";
import type { ConcurrencyPool } from "./concurrency.ts";
import { Environment, type Outcome } from "./environment.ts";
import type { Surroundings } from "./environment-variables.ts";
import type { CheckedConfig } from "./function-config.ts";
import type { FunctionLog } from "./function-log.ts";
import type { Ledger } from "./ledger.ts";

/** What an invocation of a function answers, before any wire. */
export interface Answer extends Outcome {
  readonly requestId: string;
  /** Whether the body describes a function error. */
  readonly failed: boolean;
}

/** What a function is made of. */
export interface FunctionParts {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly surroundings: Omit<Surroundings, "runtimeApi">;
  readonly pool: ConcurrencyPool;
  readonly log: FunctionLog;
  readonly ledger: Ledger;
}

/** One function: its environments, warmest last, its share of concurrency, its log. */
export class LambdaFunction {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly pool: ConcurrencyPool;
  readonly log: FunctionLog;
  readonly #surroundings: Omit<Surroundings, "runtimeApi">;
  readonly #ledger: Ledger;
  #idle: Environment[] = [];
  #all = new Set<Environment>();

  constructor({ config, arn, surroundings, pool, log, ledger }: FunctionParts) {
    this.config = config;
    this.arn = arn;
    this.#surroundings = surroundings;
    this.pool = pool;
    this.log = log;
    this.#ledger = ledger;
  }

  /** Whether concurrency allows no further invocation now. */
  get isThrottled(): boolean {
    return this.pool.isFull;
  }

  /** Runs the function; the caller has checked {@link isThrottled} in the same turn. */
  async invoke(payload: Buffer, clientContext?: string): Promise<Answer> {
    const requestId = randomUUID();
    this.pool.enter();
    try {
      const environment = this.#idle.pop() ?? (await this.#create());
      const outcome = await environment.invoke({ requestId, payload, functionArn: this.arn, clientContext });
      this.#idle.push(environment);
      this.log.add(outcome.log);
      if (outcome.ran) this.#record(requestId, payload, outcome);
      return { ...outcome, requestId, failed: outcome.how !== "returned" };
    } finally {
      this.pool.leave();
    }
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#all].map((environment) => environment.dispose()));
  }

  async #create(): Promise<Environment> {
    const environment = await Environment.create(this.config, this.#surroundings);
    this.#all.add(environment);
    return environment;
  }

  #record(requestId: string, payload: Buffer, { how, body, log }: Outcome): void {
    const text = payload.toString("utf8");
    this.#ledger.add(this.config.name, {
      requestId,
      payload: JSON.parse(text),
      how,
      answer: body.toString("utf8"),
      log,
    });
  }
}
