import { checkMembers, checkObject, checkWhole } from "./config/check.ts";
import type { FunctionConfig } from "./config/function-config.ts";
import type { ApiConfig } from "./gateway/api-config.ts";
import type { QueueConfig } from "./sqs/queue-config.ts";

/** The options of `local()`. */
export interface LocalOptions {
  /** Functions by name; a text is the handler alone. */
  readonly functions: Readonly<Record<string, string | FunctionConfig>>;
  /** APIs, Function URLs and load balancers in front of the functions, by name. */
  readonly apis?: Readonly<Record<string, ApiConfig>>;
  /** SQS queues by name: what functions are fed from, and where events and records go. */
  readonly queues?: Readonly<Record<string, QueueConfig>>;
  /**
   * The folder that handlers are relative to.
   *
   * @default process.cwd()
   */
  readonly root?: string;
  /**
   * The number of invocations that may run at once in the whole account, reserved concurrency included.
   *
   * @default Infinity
   */
  readonly concurrency?: number;
  /**
   * The port of the Lambda API.
   *
   * @default a free port
   */
  readonly port?: number;
  /**
   * Whether `runs` and `logs` keep what happened; a service that runs for days need not.
   *
   * @default true
   */
  readonly keepHistory?: boolean;
  /** Gets the log of each invocation when it has ended: START to REPORT. */
  readonly onLog?: (functionName: string, text: string) => void;
}

const MEMBERS: Record<keyof LocalOptions, true> = {
  functions: true,
  apis: true,
  queues: true,
  root: true,
  concurrency: true,
  port: true,
  keepHistory: true,
  onLog: true,
};

/**
 * Checks the options that do not belong to one function, API or queue.
 *
 * @throws TypeError naming the member and what to do.
 */
export function checkOptions(options: LocalOptions): void {
  if (process.platform === "win32")
    throw new TypeError(
      "local: functions are frozen and ended by signals, which Windows has not; use WSL, Linux or macOS",
    );
  checkMembers("local", options, MEMBERS);
  const { functions, apis = {}, queues = {}, port = 0 } = options;
  for (const [member, given] of Object.entries({ functions, apis, queues })) checkObject(member, given);
  checkWhole("port", port, { least: 0, most: 65_535 });
}
