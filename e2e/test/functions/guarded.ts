import { defineCatalog, fault } from "@faultwire/catalog";
import { deadline, type LambdaContext, resultGuard, wrapHandler } from "@faultwire/handler";
import { z } from "zod";

export class Large extends fault("Large", {
  status: 409,
  details: z.object({ text: z.string() }),
  message: ({ text }) => (text.startsWith("m") ? text : "large"),
}) {}
export const Faults = defineCatalog("faults", { Large });

interface Event {
  readonly does: keyof typeof acts;
  readonly length?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const circular: Record<string, unknown> = {};
circular.self = circular;
let aborted = "never";

const acts = {
  hangs: (_: Event, { signal }: LambdaContext) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener("abort", () => {
        aborted = String(signal.reason?.name);
        reject(signal.reason);
      });
    }),
  "tells what was aborted": async () => aborted,
  "rejects later": async () => {
    setTimeout(() => Promise.reject(new Error("nobody awaited it")), 5);
    return "first";
  },
  succeeds: async () => "second",
  "returns a cycle": async () => circular,
  "returns too much": async ({ length = 0 }: Event) => "x".repeat(length),
  "throws large details": async ({ length = 0 }: Event) => {
    throw new Large({ text: "d".repeat(length) });
  },
  "throws a large message": async ({ length = 0 }: Event) => {
    throw new Large({ text: "m".repeat(length) });
  },
  "throws hostile headers": async () => {
    const headers = {
      "X-Line": "a\r\nb",
      "X Space": "x",
      "X-Null": null,
      "X-Number": 7,
      "Content-Length": "9",
    };
    throw new Large({ text: "d" }, { headers: headers as never });
  },
};

export const act = (event: Event & { body?: string }, context: LambdaContext) => {
  const request: Event = event.body === undefined ? event : JSON.parse(event.body);
  return acts[request.does](request, context) as Promise<unknown>;
};

export const handler = wrapHandler(act, {
  throws: Faults,
  guards: [deadline({ before: 600 }), resultGuard],
});
export const document = wrapHandler(act, { throws: Faults, wire: "document" });
export const custom = wrapHandler(act, { throws: Faults, wire: "custom" });
export const unguarded = wrapHandler(act, { throws: Faults });
