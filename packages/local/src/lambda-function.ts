import { randomUUID } from "node:crypto";
import { Environment, type Invocation, type Outcome } from "./environment.ts";
import type { CheckedConfig } from "./function-config.ts";
import type { Ledger } from "./ledger.ts";
import type { Surroundings } from "./sandbox.ts";

/** What an invocation of a function answers, before any wire. */
export interface Answer extends Outcome {
  readonly requestId: string;
  /** Whether the body describes a function error. */
  readonly failed: boolean;
}

/** What an invocation may have besides its payload. */
export type InvokeOptions = Partial<Omit<Invocation, "payload">>;

/** One function: its environments, warmest first, and its share of concurrency. */
export class LambdaFunction {
  readonly config: CheckedConfig;
  readonly arn: string;
  readonly #surroundings: Omit<Surroundings, "runtimeApi">;
  readonly #ledger: Ledger;
  #idle: Environment[] = [];
  #all = new Set<Promise<Environment>>();
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
  async invoke(payload: Buffer, options: InvokeOptions = {}): Promise<Answer> {
    const { requestId = randomUUID(), functionArn = this.arn, ...rest } = options;
    this.#running += 1;
    try {
      const environment = this.#idle.pop() ?? (await this.#create());
      const outcome = await environment.invoke({ ...rest, requestId, payload, functionArn });
      this.#idle.push(environment);
      if (outcome.ran) this.#record(requestId, payload, outcome);
      return { ...outcome, requestId, failed: outcome.how !== "returned" };
    } finally {
      this.#running -= 1;
    }
  }

  async dispose(): Promise<void> {
    // One that could not be made has told its caller.
    const made = (await Promise.allSettled(this.#all)).flatMap((each) => ("value" in each ? each.value : []));
    await Promise.all(made.map((environment) => environment.dispose()));
  }

  #create(): Promise<Environment> {
    const environment = Environment.create(this.config, this.#surroundings);
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
