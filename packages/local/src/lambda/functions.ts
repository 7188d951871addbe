import type { FunctionCode } from "../code/function-code.ts";
import type { Account } from "../config/account.ts";
import type { CheckedConfig } from "../config/function-config.ts";
import type { AccountConcurrency } from "./concurrency.ts";
import type { ServiceContext } from "./environment/environment-variables.ts";
import type { EnvironmentPool } from "./environment-pool.ts";
import { FunctionLog } from "./function-log.ts";
import { parseFunctionName } from "./function-name.ts";
import type { InvocationObserver } from "./invocation-observer.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Ledger } from "./ledger.ts";
import { LogBudget } from "./log-budget.ts";

/** The parts of the functions of one service. */
export interface FunctionsParts {
  readonly account: Account;
  readonly configs: readonly CheckedConfig[];
  readonly concurrency: AccountConcurrency;
  readonly environmentContext: ServiceContext;
  readonly onLog: ((functionName: string, text: string) => void) | undefined;
  readonly ledger: Ledger;
  /** Whether logs are kept for `lambda.logs`. */
  readonly keepHistory: boolean;
  readonly environments: EnvironmentPool;
  readonly code: FunctionCode;
  /** Observes calls and runs, for the inspector. */
  readonly observer: InvocationObserver | undefined;
}

/** The functions of one local Lambda service, found by every form of name that AWS accepts. */
export class Functions {
  readonly account: Account;
  readonly concurrency: AccountConcurrency;
  readonly #byName = new Map<string, LambdaFunction>();
  readonly #parts: FunctionsParts;
  readonly #logBudget = new LogBudget();

  constructor(parts: FunctionsParts) {
    this.account = parts.account;
    this.concurrency = parts.concurrency;
    this.#parts = parts;
    for (const config of parts.configs) this.add(config);
  }

  /** Adds a function; there is no other of its name. `isCreated`: by a request, and not by local's options. */
  add(config: CheckedConfig, { isCreated = false } = {}): LambdaFunction {
    const { name } = config;
    const { onLog, keepHistory, ...shared } = this.#parts;
    const onText = onLog && ((text: string) => onLog(name, text));
    const log = new FunctionLog({ onText, keepHistory, budget: this.#logBudget });
    const added = new LambdaFunction({ ...shared, config, arn: this.arn(name), log, isCreated });
    this.#byName.set(name, added);
    return added;
  }

  /** Removes a function; its running calls go on. */
  remove(name: string): void {
    this.#byName.get(name)?.retire();
    this.#byName.delete(name);
    this.concurrency.reserve(name, undefined);
  }

  /** Makes later calls of all functions have new environments. */
  reload(): void {
    for (const each of this.#byName.values()) each.reload();
  }

  get observer(): InvocationObserver | undefined {
    return this.#parts.observer;
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  get byName(): ReadonlyMap<string, LambdaFunction> {
    return this.#byName;
  }

  /** Finds a function by name, partial ARN or ARN, with or without a qualifier. */
  find(nameOrArn: string): LambdaFunction | undefined {
    return this.#byName.get(parseFunctionName(nameOrArn)?.name ?? nameOrArn);
  }

  /** The ARN of a function, without a qualifier. */
  arn(name: string): string {
    return `arn:aws:lambda:${this.account.region}:${this.account.accountId}:function:${name}`;
  }

  /** Empties their logs. */
  forget(): void {
    this.#logBudget.forget();
    for (const { log } of this.#byName.values()) log.forget();
  }
}
