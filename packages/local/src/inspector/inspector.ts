import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Injections } from "../faults/injections.ts";
import { INVOKE_ERROR_NAMES } from "../faults/invoke-errors.ts";
import type { InvocationObserver } from "../lambda/invocation-observer.ts";
import { readBody, targetOf } from "../loopback-server.ts";
import type { VirtualClock } from "../virtual-clock.ts";
import { refuseWebPages } from "../web-pages.ts";
import { act } from "./actions.ts";
import { CallLog, KEPT_CALLS } from "./call-log.ts";
import type { CallSummary, ServiceSnapshot, ServiceState } from "./calls.ts";
import { HandMadeInjections } from "./hand-made-injections.ts";
import { LiveUpdates } from "./live-updates.ts";
import type { LoggedCall } from "./logged-call.ts";
import { sendPage } from "./page.ts";

/** The service that is inspected. */
export interface InspectedService {
  readonly clock: VirtualClock;
  readonly injections: Injections;
  readonly functionNames: () => readonly string[];
  readonly queues: ReadonlyMap<string, { readonly messages: readonly unknown[] }>;
}

const PREFIX = "/inspector/";
const CALL_PATH = /^calls\/(\d+)$/;
/** The longest request of the page. */
const LIMIT_BYTES = 1024 * 1024;

/** The inspector of one service: a page at `/` of its endpoint, and the data and actions that the page needs. */
export class Inspector {
  /** The secret without which nothing is answered. */
  readonly token = randomBytes(18).toString("base64url");
  readonly #log = new CallLog();
  readonly #updates: LiveUpdates;
  #service!: InspectedService;
  #injections!: HandMadeInjections;

  constructor() {
    this.#updates = new LiveUpdates({
      snapshot: () => this.#snapshot(),
      calls: (ids) => this.#summaries(ids),
      state: () => this.#state(),
    });
    this.#log.onChange = ({ id }) => this.#updates.changed(id);
  }

  /** The part that a service calls as it works. */
  get observer(): InvocationObserver {
    return this.#log;
  }

  /** Connects it with the parts of a service, before the first request. */
  inspect(service: InspectedService): void {
    this.#service = service;
    this.#injections = new HandMadeInjections(service.injections, service.functionNames);
    this.#log.clock = () => service.clock.now.getTime();
  }

  /** Answers a request that is for the inspector, and returns whether it was. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { path, query } = targetOf(request);
    if (path !== "/" && !path.startsWith(PREFIX)) return false;
    // An SDK sends requests of other protocols to the same path.
    if (path === "/" && request.method !== "GET" && request.method !== "HEAD") return false;
    if (refuseWebPages(request, response, { origins: [], hosts: [], ownPages: true })) return true;
    if (!this.#isAllowed(request, query)) {
      sendText(response, 403, "Open the inspector with the URL that local has printed: it has a token.\n");
    } else if (path === "/") {
      sendPage(response);
    } else {
      this.#answerData(path.slice(PREFIX.length), request, response).catch(() => response.destroy());
    }
    return true;
  }

  async #answerData(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method } = request;
    const [, id] = CALL_PATH.exec(path) ?? [];
    if (method === "GET" && path === "events") return this.#updates.open(response);
    if (method === "GET" && id !== undefined) return this.#sendCall(Number(id), response);
    if (method !== "POST") return sendJson(response, 404, { message: "there is nothing here" });
    // A form of another page cannot send this type.
    if (request.headers["content-type"] !== "application/json")
      return sendJson(response, 415, { message: "content-type is application/json" });
    await this.#act(path, request, response);
  }

  async #act(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    if (body.length > LIMIT_BYTES) return sendJson(response, 413, { message: "at most 1 MiB" });
    try {
      const done = await act(path, JSON.parse(body.toString("utf8")), {
        clock: this.#service.clock,
        injections: this.#injections,
        clear: () => {
          this.#log.clear();
          this.#updates.restart();
        },
      });
      sendJson(response, done ? 200 : 404, done ? this.#state() : { message: `there is no action ${path}` });
    } catch (wrong) {
      sendJson(response, 400, { message: wrong instanceof Error ? wrong.message : String(wrong) });
    }
  }

  #sendCall(id: number, response: ServerResponse): void {
    const call = this.#log.find(id);
    if (call === undefined) sendJson(response, 404, { message: "this call is not kept any more" });
    else sendJson(response, 200, call.whole(this.#nextAt(call)));
  }

  #isAllowed({ headers }: IncomingMessage, query: string): boolean {
    const given =
      headers.authorization?.replace(/^Bearer /, "") ?? new URLSearchParams(query).get("token") ?? "";
    const [one, other] = [Buffer.from(given), Buffer.from(this.token)];
    return one.length === other.length && timingSafeEqual(one, other);
  }

  #nextAt({ keys }: LoggedCall): number | undefined {
    return this.#service.clock.appointments.find(({ key }) => key !== undefined && keys.includes(key))?.at;
  }

  #snapshot(): ServiceSnapshot {
    const calls = [...this.#log.calls].map((call) => call.summary(this.#nextAt(call)));
    return { calls, state: this.#state(), kept: KEPT_CALLS };
  }

  #summaries(ids: Iterable<number>): readonly CallSummary[] {
    return [...ids].flatMap((id) => {
      const call = this.#log.find(id);
      return call === undefined ? [] : [call.summary(this.#nextAt(call))];
    });
  }

  #state(): ServiceState {
    const { clock, functionNames, queues } = this.#service;
    return {
      functions: functionNames(),
      clock: clock.now.getTime(),
      appointments: clock.appointments.map(({ at, what, key }) => ({
        at,
        what,
        callId: key === undefined ? undefined : this.#log.findByKey(key)?.id,
      })),
      queues: [...queues].map(([name, { messages }]) => ({ name, messages: messages.length })),
      injections: this.#injections.list(),
      errors: INVOKE_ERROR_NAMES,
    };
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    "content-type": "application/json",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  response.end(JSON.stringify(value));
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(text);
}
