import { performance } from "node:perf_hooks";
import type { ObservedRun } from "../lambda/invocation-observer.ts";
import type {
  CallSource,
  CallState,
  CallSummary,
  CutText,
  InspectedAnswer,
  InspectedCall,
  InspectedEnd,
  InspectedRun,
  InspectedTry,
  StatedFault,
} from "./calls.ts";
import { cutText } from "./cut.ts";

/** The number of tries of one call that are kept: its last ones. */
const KEPT_TRIES = 20;

/** The characters of a payload that the list shows. */
const PREVIEW = 160;

/** One invocation of a try, while it runs and after. */
class LoggedRun {
  readonly #run: Omit<InspectedRun, "end">;
  end: InspectedEnd | undefined;

  constructor(run: Omit<InspectedRun, "end">) {
    this.#run = run;
  }

  get payload(): CutText {
    return this.#run.payload;
  }

  /** Records that there was no environment for it. */
  fail(why: string, durationMs: number): void {
    const answer = cutText(Buffer.from(why));
    const log = cutText(Buffer.alloc(0));
    this.end = {
      outcome: "not started",
      failed: true,
      ran: false,
      durationMs,
      answer,
      log,
      fault: undefined,
    };
  }

  toJSON(): InspectedRun {
    return { ...this.#run, end: this.end };
  }
}

/** One try of a call. */
export class LoggedTry {
  number: number;
  readonly startedAt = Date.now();
  readonly runs: LoggedRun[] = [];
  readonly #clockAt: number;
  readonly #startedAt = performance.now();
  /** Whether a caller waits for it. */
  isOfCaller = true;
  injection: string | undefined;
  request: CutText | undefined;
  answer: InspectedAnswer | undefined;
  refusal: string | undefined;
  durationMs: number | undefined;

  constructor(number: number, clockAt: number) {
    this.number = number;
    this.#clockAt = clockAt;
  }

  run(run: Omit<ObservedRun, "payload"> & { readonly payload: CutText }): LoggedRun {
    const logged = new LoggedRun({ ...run, startedMs: performance.now() - this.#startedAt });
    this.runs.push(logged);
    return logged;
  }

  end(): void {
    this.durationMs = performance.now() - this.#startedAt;
  }

  get failed(): boolean {
    return (
      this.answer?.failed ?? (this.refusal !== undefined || this.runs.some(({ end }) => end?.failed === true))
    );
  }

  /** The fault of the answer, or else of the invocation. */
  get fault(): StatedFault | undefined {
    return this.answer?.fault ?? this.runs.findLast(({ end }) => end?.fault !== undefined)?.end?.fault;
  }

  get size(): number {
    const runs = this.runs.flatMap(({ payload, end }) => [payload, end?.answer, end?.log]);
    const texts = [this.request, this.answer?.body, ...runs];
    return sum(texts.map((text) => text?.text.length ?? 0));
  }

  get preview(): string {
    return (this.runs.at(-1)?.payload ?? this.request)?.text.slice(0, PREVIEW) ?? "";
  }

  /** The answer in a few words. */
  get wire(): string {
    const { answer, refusal } = this;
    if (refusal !== undefined) return refusal;
    if (answer === undefined) return this.runs.at(-1)?.end?.outcome ?? "";
    if (answer.status === 0) return "connection reset";
    return answer.isWhole ? String(answer.status) : `${answer.status}, cut off`;
  }

  toJSON(): InspectedTry {
    const { number, isOfCaller, startedAt, durationMs, injection, request, answer, refusal } = this;
    const runs = this.runs.map((run) => run.toJSON());
    const times = { startedAt, clockAt: this.#clockAt, durationMs };
    return { number, isOfCaller, ...times, injection, runs, request, answer, refusal };
  }
}

/** One call, with its tries. */
export class LoggedCall {
  readonly id: number;
  readonly source: CallSource;
  /** The keys by which further tries of it are found. */
  readonly keys: string[] = [];
  #tries: LoggedTry[] = [];
  #count = 0;
  functionName: string;
  /** The route of an API that matched, as its event names it. */
  route: string | undefined;
  #isQueued = false;
  condition: string | undefined;

  constructor({ id, source, functionName }: Pick<CallSummary, "id" | "source" | "functionName">) {
    this.id = id;
    this.source = source;
    this.functionName = functionName;
  }

  begin(clockAt: number): LoggedTry {
    this.#count += 1;
    const attempt = new LoggedTry(this.#count, clockAt);
    this.#tries = [...this.#tries.slice(1 - KEPT_TRIES), attempt];
    return attempt;
  }

  /** Records that it is an event in a function's queue now; to put it there was not a try of the function. */
  queue(attempt: LoggedTry | undefined): void {
    this.#isQueued = true;
    if (attempt === undefined) return;
    attempt.number = 0;
    this.#count -= 1;
  }

  /** The characters that are kept of its payloads, answers and logs. */
  get size(): number {
    return sum(this.#tries.map((attempt) => attempt.size));
  }

  /** Summarises it; `nextAt` is the virtual time of its next try. */
  summary(nextAt: number | undefined): CallSummary {
    const { id, functionName } = this;
    const tries = this.#tries;
    const last = tries.at(-1);
    const runs = tries.flatMap((attempt) => attempt.runs);
    return {
      id,
      functionName,
      source: this.source,
      route: this.route,
      preview: last?.preview ?? "",
      state: this.#state(nextAt),
      startedAt: tries[0]?.startedAt ?? Date.now(),
      durationMs: last?.durationMs === undefined ? undefined : sum(tries.map((each) => each.durationMs ?? 0)),
      tries: this.#count,
      ran: runs.filter(({ end }) => end?.ran === true).length,
      injections: tries.filter(({ injection }) => injection !== undefined).length,
      wire: last?.wire ?? "",
      fault: last?.fault,
      nextAt,
    };
  }

  /** Returns it with all that is kept. */
  whole(nextAt: number | undefined): InspectedCall {
    const attempts = this.#tries.map((attempt) => attempt.toJSON());
    return { ...this.summary(nextAt), attempts, condition: this.condition };
  }

  #state(nextAt: number | undefined): CallState {
    const last = this.#tries.at(-1);
    if (last?.durationMs === undefined && last !== undefined) return "running";
    if (this.condition !== undefined) return this.condition === "Success" ? "succeeded" : "failed";
    if (nextAt !== undefined || (this.#isQueued && this.#count === 0)) return "waiting";
    return last?.failed === true ? "failed" : "succeeded";
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
