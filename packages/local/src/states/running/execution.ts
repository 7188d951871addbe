import { continueTrace, type Trace } from "../../trace.ts";
import type { StateData, StateObject } from "../model/state-data.ts";
import { type ErrorOutput, StateFailure, Stopped } from "../model/state-failure.ts";
import type { ExecutionContext } from "./execution-context.ts";
import { History, type HistoryEvent, type NewEvent } from "./history.ts";
import type { Machine } from "./machine.ts";
import { runMachine } from "./run-machine.ts";
import type { StatesService } from "./states-service.ts";
import { dataOf, type StopSignal, Thread } from "./thread.ts";
import { Work } from "./work.ts";

/** The status of an execution. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** A state machine, as its executions see it. */
export interface ExecutedMachine {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly seed: number;
  readonly definition: Machine;
  /** Seconds; undefined for no limit. */
  readonly timeoutSeconds: number | undefined;
}

/** The request that an execution was started by. */
export interface ExecutionStart {
  readonly name: string;
  readonly arn: string;
  /** As it was sent. */
  readonly inputText: string;
  readonly input: StateData;
  /** The number of this execution among those of its state machine, from 1. */
  readonly ordinal: number;
  /** The tracing header of the request. */
  readonly traceHeader: string | undefined;
}

const STATUS_EVENTS: Readonly<Record<Exclude<ExecutionStatus, "RUNNING">, string>> = {
  SUCCEEDED: "executionSucceededEventDetails",
  FAILED: "executionFailedEventDetails",
  TIMED_OUT: "executionTimedOutEventDetails",
  ABORTED: "executionAbortedEventDetails",
};

/** "Maximum execution history size: 25,000 events". https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MOST_EVENTS = 25_000;

/** One execution of a state machine. */
export class StatesExecution implements ExecutionContext {
  readonly machine: ExecutedMachine;
  readonly service: StatesService;
  readonly work: Work;
  readonly trace: Trace;
  readonly startDate: Date;
  readonly ended: Promise<void>;
  readonly #start: ExecutionStart;
  readonly #history = new History();
  readonly #stop: StopSignal = { stopped: false };
  #resolveEnded: () => void = () => undefined;
  status: ExecutionStatus = "RUNNING";
  stopDate: Date | undefined;
  output: string | undefined;
  failure: ErrorOutput | undefined;

  constructor(machine: ExecutedMachine, start: ExecutionStart, service: StatesService) {
    this.machine = machine;
    this.service = service;
    this.#start = start;
    this.work = new Work(service.clock);
    this.trace = continueTrace(start.traceHeader);
    this.startDate = this.now;
    this.ended = new Promise((resolve) => {
      this.#resolveEnded = resolve;
    });
  }

  get name(): string {
    return this.#start.name;
  }

  get arn(): string {
    return this.#start.arn;
  }

  get inputText(): string {
    return this.#start.inputText;
  }

  get ordinal(): number {
    return this.#start.ordinal;
  }

  get seed(): number {
    return this.machine.seed;
  }

  /** The present time of the virtual clock. */
  get now(): Date {
    return this.service.clock.now;
  }

  get events(): readonly HistoryEvent[] {
    return this.#history.events;
  }

  /**
   * Records an event; returns its id.
   *
   * @throws StateFailure where there are too many, as of a loop without an end.
   */
  record(event: NewEvent, previous: number): number {
    if (this.events.length === MOST_EVENTS && this.status === "RUNNING")
      throw new StateFailure(
        "States.Runtime",
        `The execution reached the maximum number of history events (${MOST_EVENTS}).`,
      );
    return this.#history.add(event, { now: this.now, previous });
  }

  /** Begins with the first state. */
  begin(): void {
    const { timeoutSeconds, roleArn } = this.machine;
    this.record(
      {
        type: "ExecutionStarted",
        details: {
          executionStartedEventDetails: {
            input: this.inputText,
            inputDetails: { truncated: false },
            roleArn,
          },
        },
      },
      0,
    );
    if (timeoutSeconds !== undefined)
      this.service.clock.at(
        this.startDate.getTime() + timeoutSeconds * 1000,
        () => this.end("TIMED_OUT", { failure: { error: "States.Timeout", cause: undefined } }),
        { what: `${this.name}: the execution times out` },
      );
    this.work.enter();
    void this.#run().finally(() => this.work.leave());
  }

  /** Ends the execution, unless it has ended. */
  end(status: Exclude<ExecutionStatus, "RUNNING">, { output, failure, lastEvent }: ExecutionEnd): void {
    if (this.status !== "RUNNING") return;
    this.#stop.stopped = true;
    this.status = status;
    this.stopDate = this.now;
    this.failure = failure;
    this.output = output === undefined ? undefined : JSON.stringify(output);
    const details =
      output === undefined ? { error: failure?.error, cause: failure?.cause } : dataOf("output", output);
    const suffix = status === "TIMED_OUT" ? "TimedOut" : `${status[0]}${status.slice(1).toLowerCase()}`;
    this.record(
      { type: `Execution${suffix}`, details: { [STATUS_EVENTS[status]]: details } },
      lastEvent ?? this.events.length,
    );
    this.#resolveEnded();
  }

  async #run(): Promise<void> {
    const thread = new Thread({
      execution: this,
      path: "",
      stop: this.#stop,
      variables: new Map(),
      context: this.#context(),
      // As recorded: the first state follows no event.
      lastEvent: 0,
    });
    try {
      const output = await runMachine(thread, this.machine.definition, this.#start.input);
      this.end("SUCCEEDED", { output, lastEvent: thread.lastEvent });
    } catch (reason) {
      if (reason instanceof Stopped) return;
      const failure =
        reason instanceof StateFailure
          ? reason
          : { error: "States.Runtime", cause: `@faultwire/local: ${reason}` };
      this.end("FAILED", { failure, lastEvent: thread.lastEvent });
    }
  }

  #context(): StateObject {
    const { arn, name, roleArn } = this.machine;
    return {
      Execution: {
        Id: this.arn,
        Input: this.#start.input,
        Name: this.name,
        RoleArn: roleArn,
        StartTime: this.startDate.toISOString(),
        RedriveCount: 0,
      },
      StateMachine: { Id: arn, Name: name },
    };
  }
}

interface ExecutionEnd {
  readonly output?: StateData;
  readonly failure?: ErrorOutput;
  readonly lastEvent?: number;
}
