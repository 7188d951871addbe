import { createHttpCaller } from "@faultwire/caller";
import { createCaller } from "@faultwire/caller/lambda";
import { type Fault, isFault } from "@faultwire/catalog";
import type { Local } from "@faultwire/local";
import { Orders } from "order-faults";
import { type ChosenCall, RETRIES, type Way } from "./choose-call.ts";
import { inputFor } from "./inputs.ts";
import type { OpenClients } from "./open-clients.ts";
import { diceFor } from "./seeded.ts";

/** The end of a call, as its caller saw it. */
export type Ending =
  | { readonly type: "value"; readonly value: unknown; readonly sequenceNumber?: string }
  | { readonly type: "fault"; readonly fault: Fault }
  /** Neither of both, which must not be. */
  | { readonly type: "other"; readonly thrown: unknown };

/** The means of making calls. */
export interface Callers {
  readonly lambda: Local;
  readonly clients: OpenClients;
  readonly seed: number;
}

type Send = (input: object, signal: AbortSignal | undefined) => Promise<Ending>;

/** Makes one call, and resolves with its end. */
export async function makeCall(call: ChosenCall, number: number, callers: Callers): Promise<Ending> {
  const { givesUpAfter } = call;
  const location = locationFor(call, callers);
  const input = inputFor({ ...call, order: { ...call.order, location } }, diceFor(callers.seed, number));
  const signal = givesUpAfter === undefined ? undefined : AbortSignal.timeout(givesUpAfter);
  try {
    return await SENDERS[call.way](call, callers)(input, signal);
  } catch (thrown) {
    return isFault(thrown) ? { type: "fault", fault: thrown } : { type: "other", thrown };
  }
}

type Sender = (call: ChosenCall, callers: Callers) => Send;

const SENDERS: Readonly<Record<Way, Sender>> = {
  invoke: (call, callers) => async (input, signal) =>
    ending(await sdkCaller(call, callers).safe(input, { ...(signal && { signal }) })),
  stream: (call, callers) => async (input, signal) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of sdkCaller(call, callers).stream(input, { ...(signal && { signal }) }))
      chunks.push(chunk);
    return { type: "value", value: Buffer.concat(chunks).toString() };
  },
  event: (call, callers) => async (input, signal) => ({
    type: "value",
    value: await sdkCaller(call, callers).event(input, { ...(signal && { signal }) }),
  }),
  rest: overHttp,
  http: overHttp,
  "function-url": overHttp,
  alb: overHttp,
  queue:
    (_, { lambda }) =>
    async (input) => ({
      type: "value",
      value: lambda.queue("shipments").send(JSON.stringify(input)),
    }),
  kinesis:
    ({ order }, { lambda }) =>
    async (input) =>
      put(lambda.stream("clicks").put({ data: input, partitionKey: order.id })),
  dynamodb:
    ({ order }, { lambda }) =>
    async () => {
      const newImage = { id: { S: order.id }, storm: { S: JSON.stringify(order) } };
      return put(
        lambda.stream("table").put({ eventName: "INSERT", keys: { id: { S: order.id } }, newImage }),
      );
    },
};

function sdkCaller({ functionName, client, retry, sdkRetries }: ChosenCall, { clients }: Callers) {
  return createCaller({
    client: clients.byName[client],
    functionName,
    faults: Orders,
    sdkRetries,
    ...(RETRIES[retry] !== undefined && { retry: RETRIES[retry] }),
  });
}

function overHttp({ way, functionName, retry }: ChosenCall, { lambda }: Callers): Send {
  const call = createHttpCaller({
    url: functionName === "cancel-order" ? `${lambda.url(way)}/orders/{orderId}` : lambda.url(way, "/orders"),
    method: functionName === "cancel-order" ? "DELETE" : "POST",
    faults: Orders,
    ...(RETRIES[retry] !== undefined && { retry: RETRIES[retry] }),
  });
  return async (input, signal) => ending(await call.safe(input, { ...(signal && { signal }) }));
}

/** A redirect leads to a place that would run, or to an address without a server. */
function locationFor({ way, order }: ChosenCall, { lambda }: Callers): string | undefined {
  if (order.fate !== "redirect") return undefined;
  const api = way === "http" ? "http" : "rest";
  return order.id.endsWith("1") ? "http://127.0.0.1:1/" : lambda.url(api, `/elsewhere?id=${order.id}`);
}

function put(sequenceNumber: string): Ending {
  return { type: "value", value: sequenceNumber, sequenceNumber };
}

type Outcome = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly fault: Fault };

function ending(outcome: Outcome): Ending {
  return outcome.ok ? { type: "value", value: outcome.value } : { type: "fault", fault: outcome.fault };
}
