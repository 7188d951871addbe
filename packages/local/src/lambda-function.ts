import { randomUUID } from "node:crypto";
import { Environment, type Outcome } from "./environment.ts";
import type { Surroundings } from "./environment-variables.ts";
import type { CheckedConfig } from "./function-config.ts";
import type { Ledger } from "./ledger.ts";

/** What an invocation of a function answers, before any wire. */
export interface Answer extends Outcome {
  readonly requestId: string;
  /** Whether the body describes a function error. */
  readonly failed: boolean;
}

/** One function: its environments, warmest first, and its share of concurrency. */
export class LambdaFunction {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly #surroundings: Omit<Surroundings, "runtimeApi">;
  readonly #ledger: Ledger;
  #idle: Environment[] = [];
  #all = new Set<Environment>();
  #running = 0;

  constructor(
    config: CheckedConfig,
    arn: string,
    surroundings: Omit<Surroundings, "runtimeApi">,
    ledger: Ledger,
  ) {
    this.config = config;
    this.arn = arn;
    this.#surroundings = surroundings;
    this.#ledger = ledger;
  }

  /** Whether reserved concurrency allows no further invocation now. */
  get isThrottled(): boolean {
    const { reservedConcurrency } = this.config;
    return reservedConcurrency !== undefined && this.#running >= reservedConcurrency;
  }

  /** Runs the function; the caller has checked {@link isThrottled} in the same turn. */
  async invoke(payload: Buffer, clientContext?: string): Promise<Answer> {
    const requestId = randomUUID();
    this.#running += 1;
    try {
      const environment = this.#idle.pop() ?? (await this.#create());
      const outcome = await environment.invoke({ requestId, payload, functionArn: this.arn, clientContext });
      this.#idle.push(environment);
      if (outcome.ran) this.#record(requestId, payload, outcome);
      return { ...outcome, requestId, failed: outcome.how !== "returned" };
    } finally {
      this.#running -= 1;
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
