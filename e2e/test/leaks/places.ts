import { createContext, runInContext } from "node:vm";
import { defineCatalog, fault } from "@faultwire/catalog";
import { INTENDED_FAULT } from "@faultwire/catalog/internal";
import { toFault } from "@faultwire/catalog/receiving";
import { decodeStandard } from "@faultwire/wire";
import { z } from "zod";

/* The places in a thrown value that can have a secret. */

export class Refused extends fault("Refused", {
  status: 503,
  details: z.object({ why: z.string(), inner: z.array(z.unknown()).optional() }),
  message: "refused",
}) {}
class Spoken extends fault("Spoken", {
  status: 409,
  details: z.object({ text: z.string() }),
  message: ({ text }) => text,
}) {}
class Theirs extends fault("Theirs", { details: z.object({ theirs: z.string() }), message: "theirs" }) {}
export const Faults = defineCatalog("faults", { Refused, Spoken });

const realm = createContext();

type Plant = (secret: string) => unknown;
type Places = Readonly<Record<string, Plant>>;

const declared = (more: object = {}) => Object.assign(new Refused({ why: "w" }), more);
const undeclared = (more: object = {}) => Object.assign(new Error("m"), more);
const define = (target: object, name: PropertyKey, descriptor: PropertyDescriptor) =>
  Object.defineProperty(target, name, { configurable: true, ...descriptor });
const chain = (depth: number, last: unknown): Error =>
  new Error(`level ${depth}`, { cause: depth === 0 ? last : chain(depth - 1, last) });

/** The message of a declared fault, which callers get: this proves that a leak would be seen. */
export const disclosed: Plant = (secret) => new Spoken({ text: secret });

/** Places in a declared fault that no caller gets, concealed or not. */
export const ofDeclared: Places = {
  cause: (secret) => new Refused({ why: "w" }, { cause: new Error(secret) }),
  "cause that is an object": (secret) => new Refused({ why: "w" }, { cause: { secret } }),
  "cause of a cause": (secret) => new Refused({ why: "w" }, { cause: chain(3, new Error(secret)) }),
  "cause that is another fault": (secret) =>
    new Refused({ why: "w" }, { cause: new Theirs({ theirs: secret }) }),
  "list of errors in the cause": (secret) =>
    new Refused({ why: "w" }, { cause: new AggregateError([new Error(secret)], secret) }),
  "member of details that the schema strips": (secret) => new Refused({ why: "w", secret } as never),
  "own member": (secret) => declared({ secret }),
  "name of an own member": (secret) => declared({ [secret]: 1 }),
  "own member that is a symbol": (secret) => declared({ [Symbol(secret)]: secret }),
  "own member that is hidden": (secret) => define(declared(), "secret", { value: secret }),
  "own member that is a getter": (secret) =>
    define(declared(), "secret", { enumerable: true, get: () => secret }),
  "own member that throws": (secret) =>
    define(declared(), "secret", {
      enumerable: true,
      get: () => {
        throw new Error(secret);
      },
    }),
  "own list of errors": (secret) => declared({ errors: [new Error(secret)] }),
  toJSON: (secret) => declared({ toJSON: () => ({ secret }) }),
  toString: (secret: string) => declared({ toString: () => secret }),
  "first line of the stack": (secret) => declared({ stack: `Refused: ${secret}\n    at f (a.mjs:1:1)` }),
  "stack without frames": (secret) => declared({ stack: `${secret}\n${secret}` }),
  "name of its class": (secret) => {
    const Named = class extends Refused {};
    define(Named, "name", { value: secret });
    return new Named({ why: "w" });
  },
  "member of its class": (secret) => {
    class Kept extends Refused {
      readonly kept = { secret };
    }
    return new Kept({ why: "w" });
  },
};

/** Places that callers get of an undeclared error on direct calls, unless it is concealed. */
export const ofUndeclared: Places = {
  message: (secret) => new RangeError(secret),
  name: (secret) => undeclared({ name: secret }),
  stack: (secret) => undeclared({ stack: `Error: m\n    at ${secret} (a.mjs:1:1)` }),
  code: (secret) => undeclared({ code: secret }),
  "own members": (secret) => undeclared({ secret, [secret]: 1, errors: [secret], data: { secret } }),
  "own member that is a symbol": (secret) => undeclared({ [Symbol(secret)]: secret }),
  "own member that is a getter": (secret) =>
    define(undeclared(), "secret", { enumerable: true, get: () => secret }),
  "own member that throws": (secret) =>
    define(undeclared(), "message", {
      get: () => {
        throw new Error(secret);
      },
    }),
  cause: (secret) => new Error("m", { cause: new Error(secret) }),
  "deep cause": (secret) => chain(12, new Error(secret)),
  AggregateError: (secret) => new AggregateError([new Error(secret)], secret),
  toJSON: (secret) => undeclared({ toJSON: () => secret }),
  toString: (secret: string) => undeclared({ toString: () => secret }),
  "name of its class": (secret) => {
    const Named = class extends Error {};
    define(Named, "name", { value: secret });
    return new Named("m");
  },
  "member that the platform reads": (secret) =>
    undeclared({ errorType: secret, errorMessage: secret, trace: [secret], stackTrace: [secret] }),
  "members of a fault": (secret) =>
    undeclared({ details: { secret }, status: 418, retryAfter: secret, headers: { "X-Secret": secret } }),
  "status of an error that is not exposed": (secret) =>
    Object.assign(new Error(secret), { status: 503, statusCode: 503, expose: false }),
  text: (secret) => secret,
  symbol: (secret) => Symbol(secret),
  object: (secret) => ({ name: secret, message: secret, errorType: secret, details: { secret } }),
  list: (secret) => [secret, [secret]],
  Map: (secret) => new Map([[secret, secret]]),
  function: (secret) => define(() => secret, "name", { value: secret }),
  class: (secret) => define(class {}, "name", { value: secret }),
  "promise that was rejected": (secret) => Promise.reject(new Error(secret)),
  "error of another realm": (secret) =>
    runInContext("(secret) => Object.assign(new Error(secret), { code: secret })", realm)(secret),
  "frozen error": (secret) => Object.freeze(undeclared({ message: secret })),
  "proxy that throws": (secret) =>
    new Proxy(new Error(secret), {
      get: () => {
        throw new Error(secret);
      },
    }),
  "undeclared fault": (secret) => new Theirs({ theirs: secret }, { headers: { "X-Secret": secret } }),
  "received fault": (secret) => {
    const payload = { errorType: "Theirs", errorMessage: secret, trace: [secret] };
    return toFault(decodeStandard(JSON.stringify(payload)), defineCatalog("x", { Theirs }), {
      functionName: "theirs",
      logTail: secret,
    });
  },
  "received error that is unknown": (secret) =>
    toFault(decodeStandard(JSON.stringify({ errorType: secret, errorMessage: secret })), Faults),
  "details that were wrong": (secret) => {
    const intended = { value: { errorType: "Refused", status: 503 } };
    return define(new TypeError(secret), INTENDED_FAULT, intended);
  },
  "value that pretends to be a fault": (secret) => ({
    [Symbol.for("faultwire.fault")]: true,
    get errorType() {
      throw new Error(secret);
    },
    message: secret,
  }),
};

/** Places that `redact` is for, in answers and in the log: details, and own properties of any error. */
export const redactable: Places = {
  details: (secret) => new Refused({ why: secret }),
  "deep in details": (secret) => new Refused({ why: "w", inner: [{ a: [secret] }] }),
  "details of the cause": (secret) => new Refused({ why: "w" }, { cause: new Refused({ why: secret }) }),
  "details of the cause of another": (secret) =>
    new Error("m", { cause: chain(2, new Refused({ why: secret })) }),
  "details in a list of errors": (secret) => new AggregateError([new Refused({ why: secret })], "m"),
  "details of an undeclared fault": (secret) => new Theirs({ theirs: secret }),
  "own member of a declared fault": (secret) => declared({ secret }),
  "own member": (secret) => undeclared({ secret }),
  "own member of the cause": (secret) => new Error("m", { cause: undeclared({ secret }) }),
  "name of an own member": (secret) => undeclared({ [secret]: 1 }),
  "own member with members": (secret) => undeclared({ config: { auth: { token: secret } } }),
  "own member with an error": (secret) => undeclared({ inner: undeclared({ secret }) }),
  object: (secret) => ({ message: "m", secret }),
  list: (secret) => [secret],
  Map: (secret) => new Map([["a", secret]]),
};
