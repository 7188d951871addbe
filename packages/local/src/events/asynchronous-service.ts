import { randomUUID } from "node:crypto";
import type { AsynchronousConfig, DestinationConfig } from "../config/asynchronous-config.ts";
import { deliver } from "../faults/deliver.ts";
import type { Injections } from "../faults/injections.ts";
import type { Functions } from "../lambda/functions.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import { feed } from "../sqs/event-source-mapping.ts";
import { LocalQueue } from "../sqs/queue.ts";
import type { Queues } from "../sqs/queue-config.ts";
import type { Trace } from "../trace.ts";
import { VirtualClock } from "../virtual-clock.ts";
import { deadLetterAttributes } from "./dead-letter.ts";
import { type AsynchronousEvent, type Completion, EventQueue } from "./event-queue.ts";
import { invocationRecord } from "./invocation-record.ts";

/**
 * Asynchronous invocation in one local Lambda service: event queues, destinations, dead letters, SQS triggers. The
 * configurations have been checked.
 */
export class AsynchronousService {
  readonly clock = new VirtualClock();
  readonly queues: ReadonlyMap<string, LocalQueue>;
  readonly #functions: Functions;
  readonly #injections: Injections;
  #events = new Map<LambdaFunction, EventQueue>();

  constructor(functions: Functions, queues: Queues, injections: Injections) {
    this.#functions = functions;
    this.#injections = injections;
    const service = { account: functions.account, clock: this.clock };
    this.queues = new Map(
      Object.entries(queues).map(([name, config]) => [name, new LocalQueue(name, config, service)]),
    );
    for (const [name, config] of Object.entries(queues)) this.#connect(name, config);
  }

  /** Takes an event for a function; the request's id is that of every try. */
  accept(target: LambdaFunction, event: AsynchronousEvent): void {
    const queue = this.#events.get(target) ?? this.#queueFor(target);
    this.#events.set(target, queue);
    queue.accept(event);
  }

  /** Drops events that wait for another try, and all messages. */
  forget(): void {
    this.clock.forget();
    for (const queue of this.queues.values()) queue.forget();
  }

  #connect(name: string, config: Queues[string]): void {
    const queue = this.queues.get(name);
    const target = config.function === undefined ? undefined : this.#functions.find(config.function);
    if (queue === undefined) return;
    if (target !== undefined)
      feed({ queue, target, config, clock: this.clock, injections: this.#injections });
    queue.deadLetterQueue = this.queues.get(config.redrivePolicy?.deadLetterQueue ?? "");
  }

  #queueFor(target: LambdaFunction): EventQueue {
    return new EventQueue({
      clock: this.clock,
      configOf: (event) => configOf(target, event),
      reservedConcurrency: () => target.reservedConcurrency,
      attempt: ({ payload, ...options }) =>
        deliver(this.#injections, { target, payload, step: "event", options }),
      complete: (completion) => this.#complete(target, completion),
    });
  }

  #complete(target: LambdaFunction, completion: Completion): void {
    const { onSuccess, onFailure } = configOf(target, completion.event);
    const { deadLetterQueue } = target.config.asynchronous;
    const succeeded = completion.condition === "Success";
    const destination = succeeded ? onSuccess : onFailure;
    const { trace } = completion.event;
    if (destination !== undefined)
      this.#send(destination, invocationRecord(completion, this.clock.now), trace);
    if (succeeded || deadLetterQueue === undefined) return;
    const messageAttributes = deadLetterAttributes(completion);
    this.queues.get(deadLetterQueue)?.send(completion.event.payload.toString("utf8"), { messageAttributes });
  }

  #send(destination: DestinationConfig, record: string, trace: Trace): void {
    if ("queue" in destination) return void this.queues.get(destination.queue)?.send(record);
    const target = this.#functions.find(destination.function);
    if (target !== undefined) this.accept(target, eventOf(target, record, trace));
  }
}

/** The handling of an event: that of the version or alias that was called. */
function configOf(target: LambdaFunction, { functionArn }: AsynchronousEvent): AsynchronousConfig {
  const [, , , , , , , qualifier = "$LATEST"] = functionArn.split(":");
  return target.asynchronous.get(qualifier) ?? {};
}

function eventOf(target: LambdaFunction, record: string, trace: Trace): AsynchronousEvent {
  const payload = Buffer.from(record);
  return {
    requestId: randomUUID(),
    trace: target.enter(trace),
    payload,
    functionArn: target.arn,
    version: "$LATEST",
  };
}
