import type { CallSummary, InspectedCall, ServiceSnapshot, ServiceState } from "../src/inspector/calls.ts";

/** The inspector of a service, as a program sees it. */
export class Inspected {
  readonly #url: URL;
  readonly #authorization: { readonly authorization: string };

  constructor(url = "") {
    this.#url = new URL(url);
    this.#authorization = { authorization: `Bearer ${this.#url.searchParams.get("token")}` };
  }

  /** Everything, as a page gets it first. */
  async snapshot(): Promise<ServiceSnapshot> {
    for await (const [event, data] of this.#events())
      if (event === "snapshot") return data as ServiceSnapshot;
    throw new Error("there was no snapshot");
  }

  /** Waits until calls are as wanted, and returns them, first to last. */
  async until(isWanted: (calls: readonly CallSummary[]) => boolean): Promise<readonly CallSummary[]> {
    const calls = new Map<number, CallSummary>();
    for await (const [event, data] of this.#events()) {
      if (event === "snapshot") calls.clear();
      const changed =
        event === "snapshot"
          ? (data as ServiceSnapshot).calls
          : event === "calls"
            ? (data as CallSummary[])
            : [];
      for (const call of changed) calls.set(call.id, call);
      const all = [...calls.values()];
      if (isWanted(all)) return all;
    }
    throw new Error("the events ended");
  }

  /** Waits until the last call has ended, and returns all that is kept of it. */
  async lastCall(): Promise<InspectedCall> {
    const calls = await this.until((all) => all.length > 0 && all.at(-1)?.state !== "running");
    return this.read(calls.at(-1)?.id ?? 0);
  }

  async read(id: number): Promise<InspectedCall> {
    const response = await fetch(new URL(`inspector/calls/${id}`, this.#url), {
      headers: this.#authorization,
    });
    return (await response.json()) as InspectedCall;
  }

  async act(
    action: string,
    body: unknown,
  ): Promise<{ status: number; answer: ServiceState & { message?: string } }> {
    const response = await fetch(new URL(`inspector/${action}`, this.#url), {
      method: "POST",
      headers: { ...this.#authorization, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, answer: (await response.json()) as ServiceState };
  }

  async *#events(): AsyncGenerator<readonly [event: string, data: unknown]> {
    const controller = new AbortController();
    const { headers } = { headers: this.#authorization };
    const response = await fetch(new URL("inspector/events", this.#url), {
      headers,
      signal: controller.signal,
    });
    let text = "";
    try {
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        const parts = (text + chunk).split("\n\n");
        text = parts.pop() ?? "";
        for (const part of parts) {
          const [, event = "", data = ""] = /^event: (.*)\ndata: (.*)$/.exec(part) ?? [];
          yield [event, JSON.parse(data)];
        }
      }
    } finally {
      controller.abort();
    }
  }
}
