import type { StateData } from "../model/state-data.ts";
import type { StateFailure } from "../model/state-failure.ts";
import type { TaskResource } from "./task-resource.ts";
import { dataOf, type Thread } from "./thread.ts";

const NO_TIMEOUT = 99_999_999;
const INVOKE = { resource: "invoke", resourceType: "lambda" };

/** The events of one try of a task, whose names depend on its resource. */
export class TaskEvents {
  readonly #thread: Thread;
  readonly #resource: TaskResource;

  constructor(thread: Thread, resource: TaskResource) {
    this.#thread = thread;
    this.#resource = resource;
  }

  /** Records that the task is about to start, and its start. */
  scheduled(args: StateData, timeoutSeconds: number): void {
    const timeout = timeoutSeconds === NO_TIMEOUT ? {} : { timeoutInSeconds: timeoutSeconds };
    const { region } = this.#thread.execution.service.functions.account;
    if (this.#resource.type === "invoke") {
      this.#record("Scheduled", { ...dataOf("parameters", args), region, ...timeout });
      this.#record("Started", {});
    } else {
      this.#record("Scheduled", { ...dataOf("input", args), resource: this.#resource.arn, ...timeout });
      this.#thread.record({ type: "LambdaFunctionStarted" });
    }
  }

  succeeded(result: StateData): void {
    this.#record("Succeeded", dataOf("output", result));
  }

  failed({ error, cause }: StateFailure): void {
    this.#record(error === "States.Timeout" ? "TimedOut" : "Failed", { error, cause });
  }

  #record(suffix: "Scheduled" | "Started" | "Succeeded" | "Failed" | "TimedOut", details: object): void {
    const isInvoke = this.#resource.type === "invoke";
    const prefix = isInvoke ? "Task" : "LambdaFunction";
    const name = `${isInvoke ? "task" : "lambdaFunction"}${suffix}EventDetails`;
    this.#thread.record({
      type: `${prefix}${suffix}`,
      details: { [name]: isInvoke ? { ...INVOKE, ...details } : details },
    });
  }
}
