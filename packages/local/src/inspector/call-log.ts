import { AsyncLocalStorage } from "node:async_hooks";
import { performance } from "node:perf_hooks";
import type { InvocationResult } from "../lambda/environment/environment.ts";
import { parseFunctionName } from "../lambda/function-name.ts";
import type {
  InvocationObserver,
  ObservedDelivery,
  ObservedEvent,
  ObservedExchange,
  ObservedFront,
  ObservedRun,
} from "../lambda/invocation-observer.ts";
import type { CallSource } from "./calls.ts";
import { cutTail, cutText } from "./cut.ts";
import { LoggedCall, type LoggedTry } from "./logged-call.ts";
import { recordsOfEvent, routeOfEvent } from "./source-of-event.ts";
import { faultOfPayload, faultOfResponse } from "./stated-fault.ts";
import { type SentResponse, watchRequest, watchResponse } from "./watch-exchange.ts";

/** The number of calls that are kept. */
export const KEPT_CALLS = 500;

/** The characters that are kept of all calls together. */
const KEPT_CHARACTERS = 32 * 1024 * 1024;

/** The call and the try that the present work belongs to. */
interface Present {
  readonly call: LoggedCall;
  readonly attempt: LoggedTry;
}

const INVOKE_PATH =
  /^\/\d{4}-\d{2}-\d{2}\/functions\/([^/?]+)\/(invocations|response-streaming-invocations)(?:\?|$)/;
const KINDS: Readonly<Record<string, string>> = {
  rest: "REST API",
  http: "HTTP API",
  "function-url": "Function URL",
  alb: "Load balancer",
};

/** The last calls, each with all of its tries. */
export class CallLog implements InvocationObserver {
  readonly #present = new AsyncLocalStorage<Present>();
  readonly #calls = new Map<number, LoggedCall>();
  /** By the id of the SDK's call, of an event, or of a record. */
  readonly #byKey = new Map<string, LoggedCall>();
  readonly #sizes = new Map<number, number>();
  #size = 0;
  #lastId = 0;
  /** Returns the virtual time. */
  clock: () => number = Date.now;
  /** Called with each call that has changed. */
  onChange: (call: LoggedCall) => void = () => {};

  /** The calls, first to last. */
  get calls(): Iterable<LoggedCall> {
    return this.#calls.values();
  }

  find(id: number): LoggedCall | undefined {
    return this.#calls.get(id);
  }

  findByKey(key: string): LoggedCall | undefined {
    return this.#byKey.get(key);
  }

  /** Empties it; calls that are under way end unseen. */
  clear(): void {
    for (const call of this.#calls.values()) this.#drop(call);
  }

  request(front: ObservedFront, { message, response }: ObservedExchange, serve: () => void): void {
    const target = targetOf(front, message.url ?? "");
    if (target === undefined) {
      serve();
      return;
    }
    const { headers, method = "" } = message;
    // The SDK sends the same id with each of its own retries.
    const key = headers["amz-sdk-invocation-id"];
    const call = this.#callOf(typeof key === "string" ? [key] : [], () => ({
      source: sourceOf(front, `${method} ${message.url}`, headers["x-amz-invocation-type"] === "Event"),
      functionName: target,
    }));
    const attempt = call.begin(this.clock());
    const body = watchRequest(message);
    watchResponse(response, (sent) => {
      attempt.request = cutText(body.bytes, body.size);
      attempt.answer = answerOf(sent);
      attempt.end();
      this.#changed(call);
    });
    this.#changed(call);
    this.#present.run({ call, attempt }, serve);
  }

  injected(label: string): void {
    const present = this.#present.getStore();
    if (present === undefined) return;
    present.attempt.injection = label;
    this.#changed(present.call);
  }

  accepted({ functionName, requestId }: ObservedEvent, destinationOf?: string): void {
    const present = destinationOf === undefined ? this.#present.getStore() : undefined;
    const call =
      present?.call ?? this.#callOf([], () => ({ source: sourceOfEvent(destinationOf), functionName }));
    call.queue(present?.attempt);
    this.#byKey.set(requestId, call);
    call.keys.push(requestId);
    this.#changed(call);
  }

  delivery<Result extends object>(
    { functionName, requestId, payload }: ObservedDelivery,
    work: () => Promise<Result | "lost">,
  ): Promise<Result | "lost"> {
    const records = requestId === undefined ? recordsOfEvent(payload) : undefined;
    const source = records?.source ?? sourceOfEvent(undefined);
    const keys = records?.ids ?? (requestId === undefined ? [] : [requestId]);
    const call = this.#callOf(keys, () => ({ source, functionName }));
    return this.#try(call, async (attempt) => {
      attempt.request = cutText(payload);
      const result = await work();
      attempt.refusal =
        refusalOf(result) ?? (hasFailed(result) && !attempt.failed ? "function error" : undefined);
      return result;
    });
  }

  completed(requestId: string, condition: string): void {
    const call = this.#byKey.get(requestId);
    if (call === undefined) return;
    call.condition = condition;
    this.#changed(call);
  }

  run(run: ObservedRun, work: () => Promise<InvocationResult>): Promise<InvocationResult> {
    const present = this.#present.getStore();
    if (present !== undefined) return this.#run(present, run, work);
    const records = recordsOfEvent(run.payload);
    const call = this.#callOf(records?.ids ?? [], () => ({
      source: records?.source ?? { type: "direct", front: "local", detail: run.functionName },
      functionName: run.functionName,
    }));
    return this.#try(call, (attempt) => this.#run({ call, attempt }, run, work));
  }

  /** Does work as one try of a call that no caller waits for. */
  async #try<Result>(call: LoggedCall, work: (attempt: LoggedTry) => Promise<Result>): Promise<Result> {
    const attempt = call.begin(this.clock());
    attempt.isOfCaller = false;
    this.#changed(call);
    try {
      return await this.#present.run({ call, attempt }, () => work(attempt));
    } finally {
      attempt.end();
      this.#changed(call);
    }
  }

  async #run(
    { call, attempt }: Present,
    run: ObservedRun,
    work: () => Promise<InvocationResult>,
  ): Promise<InvocationResult> {
    const logged = attempt.run({ ...run, payload: cutText(run.payload) });
    call.functionName = run.functionName;
    const route = call.source.front === "Invoke" ? undefined : routeOfEvent(run.payload);
    if (route !== undefined && attempt.isOfCaller) call.route = route;
    this.#changed(call);
    const startedAt = performance.now();
    try {
      const result = await work();
      const { outcome, failed, ran, body, log } = result;
      logged.end = {
        outcome,
        failed,
        ran,
        durationMs: performance.now() - startedAt,
        answer: cutText(body),
        log: cutTail(log.tail(log.size), log.size),
        fault: failed ? faultOfPayload(body.toString("utf8")) : undefined,
      };
      return result;
    } catch (failure) {
      logged.fail(String(failure), performance.now() - startedAt);
      throw failure;
    } finally {
      this.#changed(call);
    }
  }

  /** Finds the call of one of the keys, or adds one. */
  #callOf(
    keys: readonly string[],
    start: () => { readonly source: CallSource; readonly functionName: string },
  ): LoggedCall {
    const found = keys.map((key) => this.#byKey.get(key)).find((call) => call !== undefined);
    if (found !== undefined) return found;
    this.#lastId += 1;
    const call = new LoggedCall({ id: this.#lastId, ...start() });
    this.#calls.set(call.id, call);
    for (const key of keys) {
      this.#byKey.set(key, call);
      call.keys.push(key);
    }
    return call;
  }

  #changed(call: LoggedCall): void {
    // A call that was dropped while it was under way stays dropped.
    if (!this.#calls.has(call.id)) return;
    const { size } = call;
    this.#size += size - (this.#sizes.get(call.id) ?? 0);
    this.#sizes.set(call.id, size);
    this.#dropOldest();
    this.onChange(call);
  }

  #dropOldest(): void {
    for (const call of this.#calls.values()) {
      if (this.#calls.size <= KEPT_CALLS && this.#size <= KEPT_CHARACTERS) return;
      this.#drop(call);
    }
  }

  #drop({ id, keys }: LoggedCall): void {
    this.#calls.delete(id);
    for (const key of keys) this.#byKey.delete(key);
    this.#size -= this.#sizes.get(id) ?? 0;
    this.#sizes.delete(id);
  }
}

/** The name of a result that is not the function's: a service error, or that the event is lost. */
function refusalOf(result: object | "lost"): string | undefined {
  if (result === "lost") return result;
  return "status" in result && "name" in result ? String(result.name) : undefined;
}

function hasFailed(result: object | "lost"): boolean {
  return typeof result === "object" && "failed" in result && result.failed === true;
}

/** The function that a request names, as far as it names one; undefined where it is not a call. */
function targetOf(front: ObservedFront, url: string): string | undefined {
  if (front.type === "api") return "";
  const [, name] = INVOKE_PATH.exec(url) ?? [];
  if (name === undefined) return undefined;
  const decoded = decodeURIComponentOrNot(name);
  return parseFunctionName(decoded)?.name ?? decoded;
}

function decodeURIComponentOrNot(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: it is shown as it was sent.
    return text;
  }
}

function sourceOf(front: ObservedFront, request: string, isEvent: boolean): CallSource {
  if (front.type === "api")
    return { type: "request", front: `${KINDS[front.kind] ?? front.kind} ${front.name}`, detail: request };
  if (isEvent) return { type: "event", front: "Invoke, Event", detail: "" };
  return { type: "request", front: "Invoke", detail: request.includes("streaming") ? "response stream" : "" };
}

function sourceOfEvent(destinationOf: string | undefined): CallSource {
  const [front, detail] =
    destinationOf === undefined ? ["Event", ""] : ["destination", `of ${destinationOf}`];
  return { type: "event", front, detail };
}

function answerOf({ status, headers, body, isWhole }: SentResponse): LoggedTry["answer"] {
  const text = body.bytes.toString("utf8");
  const isFunctionError = headers.has("x-amz-function-error");
  const failed = !isWhole || status === 0 || status >= 400 || isFunctionError;
  const fault = isFunctionError
    ? faultOfPayload(text)
    : status >= 400
      ? faultOfResponse(headers, text)
      : undefined;
  return { status, headers: [...headers], body: cutText(body.bytes, body.size), isWhole, failed, fault };
}
