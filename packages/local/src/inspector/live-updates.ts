import type { ServerResponse } from "node:http";

/** The time in which changes are collected into one message, in milliseconds. */
const PAUSE_MS = 40;
/** The time between two looks at the state that nothing reports, such as the clock. */
const LOOK_MS = 250;

/** The data that pages are sent. */
export interface LiveData {
  /** Everything, for a page that has just come. */
  readonly snapshot: () => unknown;
  /** The calls of these ids, those that are left of them. */
  readonly calls: (ids: Iterable<number>) => unknown;
  readonly state: () => unknown;
}

interface Page {
  readonly response: ServerResponse;
  readonly changed: Set<number>;
}

/** Server-sent events to the pages that are open. Without one nothing is done. */
export class LiveUpdates {
  readonly #data: LiveData;
  readonly #pages = new Set<Page>();
  #timer: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  #sentState = "";

  constructor(data: LiveData) {
    this.#data = data;
  }

  /** Sends a page everything, and from then on what changes. */
  open(response: ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const page: Page = { response, changed: new Set() };
    this.#pages.add(page);
    response.once("close", () => {
      this.#pages.delete(page);
      if (this.#pages.size === 0) this.#stop();
    });
    send(response, "snapshot", JSON.stringify(this.#data.snapshot()));
    this.#looking ??= setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** Records that a call has changed. */
  changed(id: number): void {
    if (this.#pages.size === 0) return;
    for (const { changed } of this.#pages) changed.add(id);
    this.#timer ??= setTimeout(() => this.#flush(), PAUSE_MS).unref();
  }

  /** Sends everything again: calls were removed. */
  restart(): void {
    const snapshot = JSON.stringify(this.#data.snapshot());
    for (const { response, changed } of this.#pages) {
      changed.clear();
      send(response, "snapshot", snapshot);
    }
  }

  #flush(): void {
    this.#timer = undefined;
    for (const { response, changed } of this.#pages) {
      // A page that does not keep up gets it all later, each call once.
      if (changed.size === 0 || response.writableNeedDrain) continue;
      send(response, "calls", JSON.stringify(this.#data.calls(changed)));
      changed.clear();
    }
    this.#look();
  }

  #look(): void {
    const state = JSON.stringify(this.#data.state());
    if (state !== this.#sentState)
      for (const { response } of this.#pages) if (!response.writableNeedDrain) send(response, "state", state);
    this.#sentState = state;
    const isBehind = [...this.#pages].some(({ changed }) => changed.size > 0);
    if (isBehind) this.#timer ??= setTimeout(() => this.#flush(), LOOK_MS).unref();
  }

  #stop(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#looking);
    this.#timer = undefined;
    this.#looking = undefined;
    this.#sentState = "";
  }
}

/** Writes one event; JSON has no line breaks of its own. */
function send(response: ServerResponse, event: string, json: string): void {
  response.write(`event: ${event}\ndata: ${json}\n\n`);
}
