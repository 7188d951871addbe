import { checkMembers, checkObject, checkWhole } from "./config/check.ts";
import type { FunctionConfig } from "./config/function-config.ts";
import type { ApiConfig } from "./gateway/api-config.ts";
import type { QueueConfig } from "./sqs/queue-config.ts";
import { checkVisitors } from "./web-pages.ts";

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
   * The number of environments, each with a process, that may exist at once. Further invocations wait until one is
   * free. Calls that functions make may have some more, so that functions do not wait for each other without an end.
   *
   * @default 100
   */
  readonly maxEnvironments?: number;
  /**
   * The port of the Lambda API.
   *
   * @default a free port
   */
  readonly port?: number;
  /**
   * The region of functions, queues and APIs.
   *
   * @default "us-east-1"
   */
  readonly region?: string;
  /**
   * The account of functions, queues and APIs: a text of 12 digits.
   *
   * @default "000000000000"
   */
  readonly accountId?: string;
  /**
   * The origins of web pages that may call the APIs, such as `http://localhost:5173`. Requests of all other pages are refused.
   *
   * @default []
   */
  readonly origins?: readonly string[];
  /**
   * Names that may be in the Host header, besides those of this machine: custom domains, such as `api.example.com`.
   *
   * @default []
   */
  readonly hosts?: readonly string[];
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
  maxEnvironments: true,
  port: true,
  region: true,
  accountId: true,
  origins: true,
  hosts: true,
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
  const { functions, apis = {}, queues = {}, port = 0, maxEnvironments = 1 } = options;
  for (const [member, given] of Object.entries({ functions, apis, queues })) checkObject(member, given);
  checkVisitors(options);
  checkWhole("port", port, { least: 0, most: 65_535 });
  checkWhole("maxEnvironments", maxEnvironments, { least: 1, orInfinity: true });
}
