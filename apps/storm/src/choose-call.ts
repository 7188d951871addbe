import type { RetryOptions } from "@faultwire/caller";
import type { Fate, Order } from "./functions/order.ts";
import { type Dice, diceFor } from "./seeded.ts";

/** The way of a call to its function: over the SDK, through an API, or as an event. */
export type Way =
  | ("invoke" | "stream" | "rest" | "http" | "function-url" | "alb")
  | ("event" | "queue" | "kinesis" | "dynamodb");

/** Settings of the SDK's client, by name: see `open-clients.ts`. */
const CLIENTS = [
  "default",
  "maxAttempts 1",
  "maxAttempts 5",
  "adaptive",
  "request timeout",
  "no keep-alive",
  "one socket",
] as const;
export type ClientName = (typeof CLIENTS)[number];

/** Settings of a caller's retries, by name. */
export const RETRIES = {
  default: undefined,
  off: false,
  written: { attempts: 3 },
  "within a budget": { attempts: 5, budget: 2000 },
  idempotent: { attempts: 3, idempotent: true },
} as const satisfies Readonly<Record<string, RetryOptions | false | undefined>>;
type RetryName = keyof typeof RETRIES;

/** One call of a storm. Everything in it follows from the seed and the number. */
export interface ChosenCall {
  readonly way: Way;
  readonly functionName: string;
  readonly client: ClientName;
  readonly retry: RetryName;
  /** Whether the SDK's own retries are on: a caller's decision that the function may run twice. */
  readonly sdkRetries: boolean;
  readonly order: Order;
  /** The milliseconds after which the caller gives up, if it does. */
  readonly givesUpAfter: number | undefined;
}

const WAYS: readonly [Way, ...Way[]] = [
  ...(["invoke", "invoke", "invoke", "stream", "rest", "http", "function-url", "alb"] as const),
  ...(["event", "queue", "kinesis", "dynamodb"] as const),
];
const FUNCTIONS: Readonly<Record<Way, readonly [string, ...string[]]>> = {
  invoke: ["get-order", "get-order", "place-order", "pay-order"],
  stream: ["watch-order"],
  rest: ["place-order", "cancel-order"],
  http: ["place-order", "cancel-order"],
  "function-url": ["place-order"],
  alb: ["place-order"],
  event: ["book-order"],
  queue: ["ship-orders"],
  kinesis: ["count-orders"],
  dynamodb: ["index-orders"],
};
const HTTP: readonly Way[] = ["rest", "http", "function-url", "alb"];
const BATCHES: readonly Way[] = ["queue", "kinesis", "dynamodb"];

/** The share of functions that do not just do their work. */
const TROUBLE = 0.16;
/** The share of those that cost the function's process or its time. */
const DEAR_SHARE = 0.08;
const CHEAP: readonly [Fate, ...Fate[]] = ["bug", "unwritable"];
const DEAR: readonly [Fate, ...Fate[]] = [
  ...(["exit", "exit after", "kill", "forget"] as const),
  ...(["hang", "too large", "late rejection"] as const),
];
const OVER_HTTP: readonly [Fate, ...Fate[]] = [...CHEAP, "redirect", "words of the gateway"];
const STREAMED: readonly [Fate, ...Fate[]] = [...CHEAP, "half"];

/** Whether the function gets batches of records. */
function isBatch(way: Way): boolean {
  return BATCHES.includes(way);
}

/** Whether no caller waits for the function. */
export function isEvent(way: Way): boolean {
  return way === "event" || isBatch(way);
}

/** Chooses the call of a number. */
export function chooseCall(seed: number, number: number): ChosenCall {
  const dice = diceFor(seed, number);
  const way = dice.pick("way", WAYS);
  const retry = dice.pick("retry", Object.keys(RETRIES) as [RetryName, ...RetryName[]]);
  return {
    way,
    functionName: dice.pick("function", FUNCTIONS[way]),
    client: dice.pick("client", CLIENTS),
    retry,
    sdkRetries: retry === "idempotent" && dice.roll("SDK's retries") < 0.5,
    order: { id: `${seed}-${number}`, fate: chooseFate(way, dice) },
    givesUpAfter: dice.roll("gives up") < 0.04 ? Math.floor(dice.roll("gives up after") * 60) : undefined,
  };
}

function chooseFate(way: Way, dice: Dice): Fate {
  if (dice.roll("trouble") >= TROUBLE) return "work";
  if (dice.roll("dear") < DEAR_SHARE) return dice.pick("end", DEAR);
  if (HTTP.includes(way)) return dice.pick("end", OVER_HTTP);
  return dice.pick("end", way === "stream" ? STREAMED : CHEAP);
}
