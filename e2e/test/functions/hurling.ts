import { createContext, runInContext } from "node:vm";
import { defineCatalog, fault } from "@faultwire/catalog";
import { restJson1, wrapHandler, wrapStreamHandler } from "@faultwire/handler";
import { z } from "zod";

/** A description of a value to throw, as data. */
export type Recipe =
  | { readonly kind: "json"; readonly value: unknown }
  | { readonly kind: "odd"; readonly which: keyof typeof odd }
  | {
      readonly kind: "members";
      readonly of: "error" | "object" | "fault" | "declared" | "pretender";
      readonly members: Readonly<Record<string, Member>>;
      readonly frozen: boolean;
    };

/** The result of reading a member: a value or a throw. */
export type Member = { readonly value: Recipe } | { readonly throws: true } | { readonly length: number };

class Declared extends fault("Declared", {
  status: 418,
  details: z.object({ text: z.string() }),
  message: ({ text }) => text,
}) {}
class Other extends fault("Other", { message: "other" }) {}
const Faults = defineCatalog("faults", { Declared });

const reused = Object.freeze(new Declared({ text: "reused" }));
const revoked = () => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};
const trap = () => {
  throw new Error("trapped");
};

/** Values that JSON cannot express. */
export const odd = {
  undefined: () => undefined,
  symbol: () => Symbol("s"),
  bigint: () => 1n,
  function: () => trap,
  "no prototype": () => Object.create(null),
  "revoked proxy": revoked,
  "proxy of traps": () =>
    new Proxy(new Error("m"), { get: trap, getPrototypeOf: trap, has: trap, ownKeys: trap }),
  "error of another realm": () => runInContext("new TypeError('other realm')", createContext()),
  "circular cause": () => {
    const error = new Error("m");
    error.cause = error;
    return error;
  },
  "circular details": () => {
    const details: Record<string, unknown> = {};
    details.self = details;
    return Object.defineProperty(new Declared({ text: "t" }), "details", { value: details });
  },
  AggregateError: () => new AggregateError([revoked(), new Error("a"), 1n], "many"),
  "reused and frozen": () => reused,
  "class, not an instance": () => Declared,
  promise: () => Promise.resolve(1),
  "10 MB": () => new Error("m".repeat(10_000_000)),
  "10 MB, declared": () => new Declared({ text: "\u0001".repeat(1_700_000) }),
  "10 MB of stack": () => Object.assign(new Error("m"), { stack: "s\n".repeat(5_000_000) }),
  "lone surrogates and DEL": () => new Declared({ text: "\ud800 \x7f \udc00 \r\n [faultwire:1] {}" }),
  "a stack that is no text": () => Object.assign(new Error("m"), { stack: ["s"] }),
  "a conversion that throws": () => ({ toString: trap, [Symbol.toPrimitive]: trap }),
  "a conversion to an object": () => ({ toString: () => ({}), valueOf: () => ({}) }),
};

function build(recipe: Recipe): unknown {
  if (recipe.kind === "json") return recipe.value;
  if (recipe.kind === "odd") return odd[recipe.which]();
  const target = targets[recipe.of]();
  for (const [name, member] of Object.entries(recipe.members)) {
    const get = () =>
      "throws" in member ? trap() : "length" in member ? "x".repeat(member.length) : build(member.value);
    Object.defineProperty(target, name, { get, configurable: true, enumerable: true });
  }
  return recipe.frozen ? Object.freeze(target) : target;
}

const targets: Record<(Recipe & { kind: "members" })["of"], () => object> = {
  error: () => new Error("m"),
  object: () => ({}),
  fault: () => new Other(),
  declared: () => new Declared({ text: "t" }),
  pretender: () => ({ [Symbol.for("faultwire.fault")]: true, errorType: "Declared" }),
};

export interface Thrown {
  readonly recipe: Recipe;
}

const hurl = ({ recipe }: Thrown): never => {
  throw build(recipe);
};
export const auto = wrapHandler(hurl, { throws: Faults });
export const document = wrapHandler(hurl, { throws: Faults, wire: "document" });
export const custom = wrapHandler(hurl, { throws: Faults, wire: "custom", trace: true });
export const members = wrapHandler(hurl, {
  throws: Faults,
  body: restJson1,
  headers: () => ({ "Access-Control-Allow-Origin": "*" }),
  redact: (details) => details,
});
export const stream = wrapStreamHandler(async (event: Thrown, _stream) => hurl(event), { throws: Faults });
export const begun = wrapStreamHandler(
  async (event: Thrown, response) => {
    response.write("begun");
    hurl(event);
  },
  { throws: Faults },
);
