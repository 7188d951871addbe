import { checkMembers, checkObject, checkWhole } from "./config/check.ts";
import type { FunctionConfig } from "./config/function-config.ts";
import type { ApiConfig } from "./gateway/api-config.ts";
import type { QueueConfig } from "./sqs/queue-config.ts";

/** What runs locally. */
export interface LocalOptions {
  /** Functions by name; a text is the handler alone. */
  readonly functions: Readonly<Record<string, string | FunctionConfig>>;
  /** What stands in front of them, by name: REST APIs, HTTP APIs, Function URLs. */
  readonly apis?: Readonly<Record<string, ApiConfig>>;
  /** SQS queues by name: what functions are fed from, and where events and records go. */
  readonly queues?: Readonly<Record<string, QueueConfig>>;
  /** The folder that handlers are relative to; the working directory unless told. */
  readonly root?: string;
  /**
   * How many invocations may run at once in the whole account; unlimited unless told. What functions reserve is
   * taken out of it.
   */
  readonly concurrency?: number;
  /** Where the Lambda API listens; a free port unless told. */
  readonly port?: number;
  /**
   * Whether `runs` and `logs` have what happened; true unless told. A service that nobody asks about it, and that runs
   * for days, need not keep it.
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
 * Checks what is not of one function, API or queue.
 *
 * @throws TypeError naming the member and the mend.
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
