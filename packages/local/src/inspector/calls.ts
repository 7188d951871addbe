/* The data that the page gets, as JSON. The page imports these types, and nothing else of this package. */

/** A text as the inspector keeps it: at most 16 KiB of it. */
export interface CutText {
  readonly text: string;
  /** The size of the whole, in bytes. */
  readonly size: number;
  /** Whether there was more than is kept. */
  readonly isCut: boolean;
}

/** The fault that bytes of an answer state, as far as they state one. */
export interface StatedFault {
  readonly type: string | undefined;
  readonly message: string | undefined;
  /** JSON. */
  readonly details: string | undefined;
  /** The member or header that states it: `X-Amzn-ErrorType`, `errorType`. */
  readonly statedBy: string;
}

/** The origin of a call: the front and its kind, in words. */
export interface CallSource {
  /** "request": a caller waits. "event": it was accepted. "records": local polled them. "direct": none of these. */
  readonly type: "request" | "event" | "records" | "direct";
  /** The front: `Invoke`, `REST API shop`, `queue orders`. */
  readonly front: string;
  /** The request or the records: `POST /charges`, `2 messages`. */
  readonly detail: string;
}

/** One time that a function was invoked. */
export interface InspectedRun {
  readonly functionName: string;
  readonly version: string;
  readonly requestId: string;
  readonly traceId: string;
  /** Milliseconds since the try began. */
  readonly startedMs: number;
  readonly payload: CutText;
  /** Undefined while it runs. */
  readonly end: InspectedEnd | undefined;
}

/** The end of an invocation. */
export interface InspectedEnd {
  /** `returned`, `threw`, `timed out`, or why there was no environment. */
  readonly outcome: string;
  readonly failed: boolean;
  /** Whether the event reached the handler. */
  readonly ran: boolean;
  readonly durationMs: number;
  readonly answer: CutText;
  readonly log: CutText;
  readonly fault: StatedFault | undefined;
}

/** The answer that left for the caller. */
export interface InspectedAnswer {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: CutText;
  /** Whether all of it was sent; otherwise the connection ended before. */
  readonly isWhole: boolean;
  readonly failed: boolean;
  readonly fault: StatedFault | undefined;
}

/** One try of a call: a request of a caller, a try of an event, or a delivery of records. */
export interface InspectedTry {
  /** From 1; 0 where the event was only put into a queue. */
  readonly number: number;
  /** Whether a caller waits for it. */
  readonly isOfCaller: boolean;
  /** The machine's time, in milliseconds as of `Date.now()`. */
  readonly startedAt: number;
  /** The virtual clock's. */
  readonly clockAt: number;
  /** Undefined while it goes on. */
  readonly durationMs: number | undefined;
  /** The injected failure that it met, in words. */
  readonly injection: string | undefined;
  readonly runs: readonly InspectedRun[];
  /** The request's body, where a caller sent one. */
  readonly request: CutText | undefined;
  readonly answer: InspectedAnswer | undefined;
  /** The result for the service in the place of the function's answer: a throttle, another refusal, "lost". */
  readonly refusal: string | undefined;
}

/** The state of a call. */
export type CallState = "running" | "waiting" | "succeeded" | "failed";

/** One call in the list. */
export interface CallSummary {
  readonly id: number;
  readonly functionName: string;
  readonly source: CallSource;
  /** The route of an API that matched: `POST /orders/{id}`. */
  readonly route: string | undefined;
  /** The beginning of the payload. */
  readonly preview: string;
  readonly state: CallState;
  readonly startedAt: number;
  readonly durationMs: number | undefined;
  readonly tries: number;
  /** The number of times that the handler really ran. */
  readonly ran: number;
  readonly injections: number;
  /** The last answer in a few words: `200`, `502`, `connection ended`, `accepted`. */
  readonly wire: string;
  readonly fault: StatedFault | undefined;
  /** The virtual clock's time of the next try. */
  readonly nextAt: number | undefined;
}

/** One call with all that is kept of it. */
export interface InspectedCall extends CallSummary {
  readonly attempts: readonly InspectedTry[];
  /** Why an event has left its queue: `Success`, `RetriesExhausted`. */
  readonly condition: string | undefined;
}

/** Something that waits for the virtual clock. */
interface Appointment {
  readonly at: number;
  readonly what: string;
  /** The call that it belongs to, if it is in the list. */
  readonly callId: number | undefined;
}

/** An injected failure that waits for calls, or waited. */
export interface InspectedInjection {
  readonly id: number;
  readonly functionName: string;
  readonly label: string;
  readonly fired: number;
  /** The number of calls that it applies to; null for all. */
  readonly times: number | null;
  readonly isOn: boolean;
  /** Whether it was made by hand, in the inspector. */
  readonly isByHand: boolean;
}

/** The service's state beside the calls. */
export interface ServiceState {
  readonly functions: readonly string[];
  readonly clock: number;
  readonly appointments: readonly Appointment[];
  readonly queues: readonly { readonly name: string; readonly messages: number }[];
  readonly injections: readonly InspectedInjection[];
  /** The names of service errors that can be injected. */
  readonly errors: readonly string[];
}

/** The first message to a page. */
export interface ServiceSnapshot {
  readonly calls: readonly CallSummary[];
  readonly state: ServiceState;
  /** The number of calls that are kept. */
  readonly kept: number;
}
