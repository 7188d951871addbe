import { checkAccount } from "./config/account.ts";
import { checkAsynchronous } from "./config/asynchronous-config.ts";
import { checkFunction } from "./config/check-function.ts";
import type { CheckedConfig } from "./config/function-config.ts";
import { checkOptions, type LocalOptions } from "./local-options.ts";
import { checkQueues } from "./sqs/check-queues.ts";
import { checkStreams } from "./streams/check-streams.ts";

/** The configuration of a service, apart from that of its APIs, which is checked where they start. */
export interface Configuration {
  readonly account: ReturnType<typeof checkAccount>;
  readonly root: string;
  readonly configs: readonly CheckedConfig[];
}

/**
 * Checks the options of `local()`.
 *
 * @throws TypeError when a configuration is wrong; it names the function, the member and what to do.
 */
export function checkConfiguration(options: LocalOptions): Configuration {
  checkOptions(options);
  const { root = process.cwd(), queues = {}, streams = {} } = options;
  const account = checkAccount(options);
  const configs = Object.entries(options.functions).map(([name, config]) =>
    checkFunction(name, config, { root }),
  );
  checkQueues(queues, configs);
  const targets = { functions: configs.map(({ name }) => name), queues: Object.keys(queues) };
  for (const { name, asynchronous } of configs) checkAsynchronous(name, asynchronous, targets);
  checkStreams(streams, targets);
  return { account, root, configs };
}
