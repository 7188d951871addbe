import * as modules from "node:module";
import { checkMembers, checkName, checkObject, checkWhole, describe } from "./config/check.ts";
import type { FunctionConfig } from "./config/function-config.ts";
import type { ApiConfig } from "./gateway/api-config.ts";
import type { DebugOptions } from "./lambda/environment/debuggers.ts";
import type { QueueConfig } from "./sqs/queue-config.ts";
import { checkStateMachine, type StateMachineConfig } from "./states/state-machine-config.ts";
import type { StreamConfig } from "./streams/stream-config.ts";
import { checkVisitors } from "./web-pages.ts";

/** The options of `local()`. */
export interface LocalOptions {
  /** Functions by name; a text is the handler alone. */
  readonly functions: Readonly<Record<string, string | FunctionConfig>>;
  /** APIs, Function URLs and load balancers in front of the functions, by name. */
  readonly apis?: Readonly<Record<string, ApiConfig>>;
  /** SQS queues by name: what functions are fed from, and where events and records go. */
  readonly queues?: Readonly<Record<string, QueueConfig>>;
  /** Streams of Kinesis and of DynamoDB tables, by name, and the functions that read them. */
  readonly streams?: Readonly<Record<string, StreamConfig>>;
  /** State machines of Step Functions, by name. Their tasks call the functions. */
  readonly stateMachines?: Readonly<Record<string, StateMachineConfig>>;
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
  /**
   * Whether a change of a file that a function has loaded is live at its next call. Calls in progress end with the old code.
   *
   * @default false
   */
  readonly watch?: boolean;
  /**
   * Whether debuggers can attach to functions, each environment on a port of its own. Functions that are debugged are not
   * frozen between calls, and have no time limits.
   *
   * @default false
   */
  readonly debug?: boolean | DebugOptions;
  /**
   * Whether a page at `lambda.inspector` shows calls, retries and injected failures while the service runs.
   *
   * @default false
   */
  readonly inspector?: boolean;
  /** Gets the log of each invocation when it has ended: START to REPORT. */
  readonly onLog?: (functionName: string, text: string) => void;
}

const MEMBERS: Record<keyof LocalOptions, true> = {
  functions: true,
  apis: true,
  queues: true,
  streams: true,
  stateMachines: true,
  root: true,
  concurrency: true,
  maxEnvironments: true,
  port: true,
  region: true,
  accountId: true,
  origins: true,
  hosts: true,
  keepHistory: true,
  watch: true,
  debug: true,
  inspector: true,
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
  const { functions, apis = {}, queues = {}, streams = {}, stateMachines = {} } = options;
  const { port = 0, maxEnvironments = 1 } = options;
  for (const [member, given] of Object.entries({ functions, apis, queues, streams, stateMachines }))
    checkObject(member, given);
  for (const [name, config] of Object.entries(stateMachines)) checkStateMachine(name, config);
  checkVisitors(options);
  if (typeof (options.inspector ?? false) !== "boolean")
    throw new TypeError(`inspector is true or false; it is ${describe(options.inspector)}`);
  checkWhole("port", port, { least: 0, most: 65_535 });
  checkWatch(options.watch);
  checkDebug(options.debug, Object.keys(functions));
  checkWhole("maxEnvironments", maxEnvironments, { least: 1, orInfinity: true });
}

function checkWatch(watch: unknown = false): void {
  if (typeof watch !== "boolean") throw new TypeError(`watch is true or false; it is ${describe(watch)}`);
  if (watch && modules.registerHooks === undefined)
    throw new TypeError(
      `watch: Node.js lists the files that a function loads from 22.15 on; this is ${process.version}`,
    );
}

const DEBUG_MEMBERS: Record<keyof DebugOptions, true> = { port: true, wait: true, functions: true };

function checkDebug(debug: LocalOptions["debug"], names: readonly string[]): void {
  if (debug === undefined || typeof debug === "boolean") return;
  checkMembers("debug", debug, DEBUG_MEMBERS);
  const { port = 1, wait = false, functions = [] } = debug;
  checkWhole("debug: port", port, { least: 1, most: 65_535 });
  if (typeof wait !== "boolean") throw new TypeError(`debug: wait is true or false; it is ${describe(wait)}`);
  if (!Array.isArray(functions))
    throw new TypeError(`debug: functions is a list of names; it is ${describe(functions)}`);
  for (const name of functions) checkName("debug: functions", name, { kind: "function", names });
}
