import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { OrderNotFound } from "./faults.ts";

/**
 * A value to be made: JSON, and in any place of it one of the kinds below. A recipe is printed and made smaller where
 * the value that it describes could not be, and gives a new value each time.
 */
export type Recipe =
  | null
  | boolean
  | number
  | string
  | readonly Recipe[]
  | { readonly [key: string]: Recipe }
  | Live;

/** A value that JSON does not have, made of another. */
export class Live {
  readonly kind: LiveKind;
  readonly of: Recipe;
  constructor(kind: LiveKind, of: Recipe) {
    this.kind = kind;
    this.of = of;
  }
}

const hostile = () => {
  throw new Error("hostile");
};
const members = (of: unknown): Record<string, unknown> => Object(of) as Record<string, unknown>;
/** The JSON of a value, or another text where it has none. */
export const textOf = (of: unknown): string => {
  try {
    return JSON.stringify(of) ?? "";
  } catch {
    // A text is wanted, whatever it is: JSON has none for a cycle or a throwing getter.
    return "[object Object]";
  }
};
const foreign = (expression: string): unknown => runInNewContext(expression);
const FOREIGN_ERROR = foreign("Error") as ErrorConstructor;
const FOREIGN_BYTES = foreign("Uint8Array") as Uint8ArrayConstructor;
const DEPTH = 20_000;

function deep(wrap: (inner: unknown) => unknown, of: unknown): unknown {
  let value = of;
  for (let level = 0; level < DEPTH; level += 1) value = wrap(value);
  return value;
}

/** Copies own members, of any key, without reading getters. */
function withMembers(target: object, of: unknown): object {
  try {
    for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(members(of))))
      Object.defineProperty(target, key, { ...descriptor, configurable: true });
  } catch {
    // A proxy that throws, or a member of its own kind, such as the length of bytes.
  }
  return target;
}

const KINDS = {
  undefined: () => undefined,
  "not a number": () => Number.NaN,
  infinite: () => Number.POSITIVE_INFINITY,
  "negative zero": () => -0,
  bigint: () => 10n,
  symbol: () => Symbol("s"),
  function: () => () => 1,
  class: () => class Named {},
  "invalid date": () => new Date(Number.NaN),
  map: (of) => new Map([[of, of]]),
  set: (of) => new Set([of]),
  promise: (of) => {
    const promise = Promise.resolve(of);
    // A hostile member `then` makes it a rejected one.
    promise.catch(() => undefined);
    return promise;
  },
  // biome-ignore lint/suspicious/noThenProperty: it poses as a promise
  "hostile promise": () => ({ then: hostile }),
  "throwing getter": (of) => {
    const keys = Object.keys(members(of));
    const key = keys[keys.length >> 1] ?? "message";
    return Object.defineProperty(members(of), key, { get: hostile, enumerable: true, configurable: true });
  },
  "throwing text": () => ({ toString: hostile, valueOf: hostile, [Symbol.toPrimitive]: hostile }),
  "throwing JSON": (of) => withMembers({ toJSON: hostile }, of),
  "own JSON": (of) => ({ toJSON: () => of }),
  proxy: (of) => new Proxy(members(of), {}),
  "throwing proxy": (of) =>
    new Proxy(members(of), { get: hostile, ownKeys: hostile, has: hostile, getPrototypeOf: hostile }),
  "revoked proxy": (of) => {
    const { proxy, revoke } = Proxy.revocable(members(of), {});
    revoke();
    return proxy;
  },
  cycle: (of) => {
    const value = members(of);
    try {
      value.cause = value;
      value.details = [value];
    } catch {
      // It is frozen, or one that throws.
    }
    return value;
  },
  "deep lists": (of) => deep((inner) => [inner], of),
  "deep objects": (of) => deep((inner) => ({ details: inner }), of),
  "deep causes": (of) =>
    deep((cause) => ({ errorType: "E", errorMessage: "m", faultwire: 1, name: "Undeclared", cause }), of),
  "deep JSON": () => `${'{"cause":'.repeat(DEPTH)}1${"}".repeat(DEPTH)}`,
  bytes: (of) => new TextEncoder().encode(textOf(of)),
  "foreign bytes": (of) => new FOREIGN_BYTES(new TextEncoder().encode(textOf(of))),
  "array buffer": (of) => new TextEncoder().encode(textOf(of)).buffer,
  "data view": (of) => new DataView(new TextEncoder().encode(textOf(of)).buffer),
  buffer: (of) => Buffer.from(textOf(of)),
  "wrong bytes": () => Uint8Array.of(0xff, 0xfe, 0x80, 0xc3),
  "its JSON": (of) => textOf(of),
  "its JSON in base64": (of) => Buffer.from(textOf(of)).toString("base64"),
  "its JSON, compressed": (of) => gzipSync(textOf(of)).toString("base64"),
  error: (of) => withMembers(new Error("m"), of),
  "foreign error": (of) => withMembers(new FOREIGN_ERROR("m"), of),
  "error of many": (of) => new AggregateError([of, new Error("m")], "m"),
  "error without a stack": (of) =>
    withMembers(Object.defineProperty(new Error("m"), "stack", { value: 7 }), of),
  exception: (of) => withMembers(Object.assign(new Error("m"), { $fault: "client", $metadata: {} }), of),
  fault: (of) => new OrderNotFound({ orderId: textOf(of) }, { cause: of, retryAfter: 3 }),
  "imitated fault": (of) => withMembers({ [Symbol.for("faultwire.fault")]: true }, of),
  "without a prototype": (of) => withMembers(Object.create(null), of),
  "with hostile prototype": (of) => withMembers(Object.create(new Proxy({}, { get: hostile })), of),
  frozen: (of) => Object.freeze(members(of)),
  response: (of) =>
    new Response(textOf(of), { status: 500, headers: { "content-type": "application/json" } }),
  "successful response": (of) => Response.json(members(textOf(of))),
  "response that breaks": () => new Response(new ReadableStream({ pull: hostile }), { status: 502 }),
  headers: () => new Headers({ "x-amzn-errortype": "OrderNotFound" }),
} as const satisfies Readonly<Record<string, (of: unknown) => unknown>>;

export type LiveKind = keyof typeof KINDS;
const DEEP: readonly LiveKind[] = ["deep lists", "deep objects", "deep causes", "deep JSON"];
/** Deep values take long, and are rare. */
export const LIVE_KINDS: readonly LiveKind[] = (Object.keys(KINDS) as LiveKind[]).flatMap((kind) =>
  DEEP.includes(kind) ? [kind] : [kind, kind, kind, kind],
);

/** Makes the value of a recipe, a new one each time. */
export function make(recipe: Recipe): unknown {
  if (recipe instanceof Live) return makeLive(recipe);
  if (Array.isArray(recipe)) return recipe.map(make);
  if (typeof recipe !== "object" || recipe === null) return recipe;
  const value = {};
  // Not assigned: `__proto__` is a key like another, as in JSON.parse.
  for (const [key, of] of Object.entries(recipe))
    Object.defineProperty(value, key, {
      value: make(of),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  return value;
}

function makeLive({ kind, of }: Live): unknown {
  const value = make(of);
  try {
    return KINDS[kind](value);
  } catch {
    // Some are not made of others: bytes cannot be frozen.
    return value;
  }
}

/** Whether a recipe is JSON, text or bytes: such a value is read without an exception. */
export function isData(recipe: Recipe): boolean {
  if (recipe instanceof Live) return PLAIN.has(recipe.kind) && isData(recipe.of);
  return typeof recipe !== "object" || recipe === null || Object.values(recipe).every(isData);
}

const PLAIN: ReadonlySet<LiveKind> = new Set<LiveKind>([
  ...([
    "undefined",
    "deep lists",
    "deep objects",
    "deep causes",
    "deep JSON",
    "bytes",
    "wrong bytes",
  ] as const),
  ...(["buffer", "its JSON", "its JSON in base64", "its JSON, compressed"] as const),
]);
