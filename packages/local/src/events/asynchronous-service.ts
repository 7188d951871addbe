import { randomUUID } from "node:crypto";
import type { AsynchronousConfig, DestinationConfig } from "../config/asynchronous-config.ts";
import { deliver } from "../faults/deliver.ts";
import type { Injections } from "../faults/injections.ts";
import { findTarget, type Target } from "../lambda/find-target.ts";
import type { Functions } from "../lambda/functions.ts";
import type { ObservedEvent } from "../lambda/invocation-observer.ts";
import type { LambdaFunction } from "../lambda/lambda-function.ts";
import { EventSourceMapping } from "../sqs/event-source-mapping.ts";
import type { QueueConfig, Queues } from "../sqs/queue-config.ts";
import { QueueRegistry } from "../sqs/queue-registry.ts";
import type { SendOptions } from "../sqs/send-options.ts";
import { LocalStream } from "../streams/stream.ts";
import type { Streams } from "../streams/stream-config.ts";
import type { Trace } from "../trace.ts";
import { VirtualClock } from "../virtual-clock.ts";
import { deadLetterAttributes } from "./dead-letter.ts";
import { type AsynchronousEvent, type Completion, EventQueue } from "./event-queue.ts";
import { invocationRecord } from "./invocation-record.ts";

/** The parts of the service that events depend on. */
export interface AsynchronousParts {
  readonly functions: Functions;
  readonly queues: Queues;
  readonly streams: Streams;
  readonly injections: Injections;
  /** The URL of the APIs, which those of queues begin with. */
  readonly endpoint: string;
}

/**
 * Asynchronous invocation in one local Lambda service: event queues, destinations, dead letters, queues and
 * streams as sources. The configurations have been checked.
 */
export class AsynchronousService {
  readonly clock = new VirtualClock();
  readonly queues: QueueRegistry;
  readonly streams: ReadonlyMap<string, LocalStream>;
  readonly #functions: Functions;
  readonly #injections: Injections;
  /** The mappings of local's options: queue, configuration and what feeds from it. */
  readonly queueMappings: readonly (readonly [
    queue: string,
    config: QueueConfig,
    mapping: EventSourceMapping,
  ])[];
  readonly #mappings = new Set<EventSourceMapping>();
  #events = new Map<LambdaFunction, EventQueue>();

  constructor({ functions, queues, streams, injections, endpoint }: AsynchronousParts) {
    this.#functions = functions;
    this.#injections = injections;
    this.queues = new QueueRegistry(queues, { account: functions.account, clock: this.clock, endpoint });
    this.queueMappings = Object.entries(queues).flatMap(([name, config]) => {
      const mapping = this.feed(name, config);
      return mapping === undefined ? [] : [[name, config, mapping] as const];
    });
    this.streams = new Map(
      Object.entries(streams).map(([name, config]) => [name, this.#stream(name, config)] as const),
    );
  }

  /** Takes an event for a function; the request's id is that of every try. */
  accept(target: LambdaFunction, event: AsynchronousEvent): void {
    this.#functions.observer?.accepted(observed(target, event));
    this.#enqueue(target, event);
  }

  #enqueue(target: LambdaFunction, event: AsynchronousEvent): void {
    const queue = this.#events.get(target) ?? this.#queueFor(target);
    this.#events.set(target, queue);
    queue.accept(event);
  }

  /** Feeds the function of a configuration from a queue; undefined where either is not there. */
  feed(name: string, config: QueueConfig): EventSourceMapping | undefined {
    const queue = this.queues.byName.get(name);
    const { function: target } = config;
    if (queue === undefined || target === undefined) return undefined;
    const source = { queue, config, clock: this.clock, injections: this.#injections };
    const mapping = new EventSourceMapping({ ...source, findTarget: () => this.#find(target) });
    this.#mappings.add(mapping);
    return mapping;
  }

  /** Ends the feeding from a queue; messages that wait for their batch are received again. */
  endFeed(mapping: EventSourceMapping): void {
    mapping.stop();
    this.#mappings.delete(mapping);
  }

  /** Drops events that wait for another try, and all messages. */
  forget(): void {
    this.clock.forget();
    this.queues.forget();
    for (const each of [...this.#mappings, ...this.streams.values()]) each.forget();
  }

  #stream(name: string, config: Streams[string]): LocalStream {
    return new LocalStream(name, config, {
      account: this.#functions.account,
      clock: this.clock,
      injections: this.#injections,
      findTarget: () => this.#find(config.function ?? ""),
      onFailure: (record) => {
        if (config.onFailure !== undefined) this.#put(config.onFailure.queue, record);
      },
    });
  }

  #find(functionName: string): Target | undefined {
    const found = findTarget(this.#functions, functionName);
    return "status" in found ? undefined : found;
  }

  #queueFor(target: LambdaFunction): EventQueue {
    return new EventQueue({
      clock: this.clock,
      configOf: (event) => configOf(target, event),
      reservedConcurrency: () => target.reservedConcurrency,
      name: target.name,
      attempt: ({ payload, ...options }) =>
        deliver(this.#injections, { target, payload, step: "event", options }),
      complete: (completion) => this.#complete(target, completion),
    });
  }

  #complete(target: LambdaFunction, completion: Completion): void {
    this.#functions.observer?.completed(completion.event.requestId, completion.condition);
    const { onSuccess, onFailure } = configOf(target, completion.event);
    const { deadLetterQueue } = target.config.asynchronous;
    const succeeded = completion.condition === "Success";
    const destination = succeeded ? onSuccess : onFailure;
    const { trace } = completion.event;
    if (destination !== undefined)
      this.#send(destination, {
        record: invocationRecord(completion, this.clock.now),
        trace,
        of: target.name,
      });
    if (succeeded || deadLetterQueue === undefined) return;
    const messageAttributes = deadLetterAttributes(completion);
    this.#put(deadLetterQueue, completion.event.payload.toString("utf8"), { messageAttributes });
  }

  #send(destination: DestinationConfig, { record, trace, of }: DestinationRecord): void {
    if ("queue" in destination) return void this.#put(destination.queue, record);
    const target = this.#functions.find(destination.function);
    if (target === undefined) return;
    const event = eventOf(target, record, trace);
    this.#functions.observer?.accepted(observed(target, event), of);
    this.#enqueue(target, event);
  }

  #put(queue: string, body: string, options?: SendOptions): void {
    this.queues.byName.get(queue)?.enter(body, options);
  }
}

/** The record of an event's end, and the function that the event was for. */
interface DestinationRecord {
  readonly record: string;
  readonly trace: Trace;
  readonly of: string;
}

function observed({ name }: LambdaFunction, { requestId }: AsynchronousEvent): ObservedEvent {
  return { functionName: name, requestId };
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
    version: target.latest,
  };
}
