import type { CheckedConfig } from "./function-config.ts";
import { parseFunctionName } from "./invoke/function-name.ts";
import { LambdaFunction } from "./lambda-function.ts";
import type { Ledger } from "./ledger.ts";

/** The account and region that local functions live in. */
export const ACCOUNT_ID = "000000000000";
export const REGION = "us-east-1";

/** The functions of one local Lambda service, found by every form of name that AWS accepts. */
export class Functions {
  readonly #byName = new Map<string, LambdaFunction>();

  constructor(configs: readonly CheckedConfig[], lambdaEndpoint: string, ledger: Ledger) {
    for (const config of configs) {
      const surroundings = { region: REGION, lambdaEndpoint };
      this.#byName.set(config.name, new LambdaFunction(config, this.arn(config.name), surroundings, ledger));
    }
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** Finds a function by name, partial ARN or ARN, with or without a qualifier. */
  find(nameOrArn: string): LambdaFunction | undefined {
    return this.#byName.get(parseFunctionName(nameOrArn)?.name ?? nameOrArn);
  }

  /** The ARN of a function, without a qualifier. */
  arn(name: string): string {
    return `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#byName.values()].map((each) => each.dispose()));
  }
}
