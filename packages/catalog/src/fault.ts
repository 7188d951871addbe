import { type Execution, encodeFault, type FaultJson, type Wire } from "@faultwire/wire";
import { setStackLimit } from "./stack-limit.ts";

/** Marks faults across copies of this library: ESM beside CommonJS, two bundles, minified or not. */
const BRAND = Symbol.for("faultwire.fault");

export type { Execution, FaultJson, Wire };

/** The party that has to act on a fault. */
export type Category =
  | "request"
  | "caller"
  | "account"
  | "configuration"
  | "service"
  | "function"
  | "runtime"
  | "transport";

/** The origin of a received fault. */
export interface Origin {
  readonly wire: Wire;
  /** The payload as it was received. */
  readonly payload: unknown;
  readonly requestId?: string | undefined;
  /** The X-Ray trace, `1-5759e988-bd862e3fe1be46a994272793`: the same in every function of a chain of calls. */
  readonly traceId?: string | undefined;
  readonly functionName?: string | undefined;
  /** The entries of the remote stack, each as text. */
  readonly remoteStack?: readonly string[] | undefined;
  /** The end of the function's log. */
  readonly logTail?: string | undefined;
  /** The version of the function that ran, on direct calls. */
  readonly executedVersion?: string | undefined;
  /** The durable execution, on direct calls of a durable function. */
  readonly durableExecutionArn?: string | undefined;
  /**
   * All members of a custom error object: `httpStatus`, `trace`, and those of its author. Of a log line, the own
   * properties of the error, such as `code`.
   */
  readonly embedded?: Readonly<Record<string, unknown>> | undefined;
}

/** Options of a fault's constructor, besides the details. */
export interface FaultOptions {
  /** The cause of this fault. It goes to the log and crosses no wire. */
  readonly cause?: unknown;
  /** Seconds after which to try again; a fraction counts as a whole second. */
  readonly retryAfter?: number;
  /** HTTP headers, for the wires that have headers. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A typed error. Declare one with {@link fault}; receive one from a caller. */
export abstract class Fault<Name extends string = string, Details = unknown> extends Error {
  /** The discriminant: the declared name, or the family of a fault of the platform. */
  declare readonly name: Name;
  /** The exact name on the wire: equal to `name` on a declared fault, `Sandbox.Timedout` and the like on others. */
  declare readonly errorType: string;
  /** The details as the schema returned them, frozen. */
  declare readonly details: Details;
  /** The HTTP status. */
  declare readonly status: number;
  /** Whether the same request may succeed later. */
  declare readonly retryable: boolean;
  /** Seconds after which to try again. */
  declare readonly retryAfter?: number;
  declare readonly headers?: Readonly<Record<string, string>>;
  declare readonly category: Category;
  /** The origin, on received faults only. */
  declare readonly origin?: Origin;
  /** The proof of whether the function's code ran, on received faults only. */
  declare readonly execution?: Execution;
  /** The faults of the attempts before this one's, oldest first; where a caller tried again. */
  declare readonly tried?: readonly Fault[];

  get [BRAND](): true {
    return true;
  }

  /** The same as `name`: the discriminant of errors in Effect. It is a getter of the class, so it is on no wire. */
  get _tag(): Name {
    return this.name;
  }

  /**
   * The fault as JSON: `parse` of it is the fault again. Its stack, its headers, a cause of one's own and the payload
   * that was received are left out.
   */
  toJSON(): FaultJson {
    const { origin, cause } = this;
    // Without the sender's word on retries, it must not become a promise on its way through JSON.
    const isPassedOn = origin !== undefined && !Object.hasOwn(this, "retryable");
    const members: this = Object.create(this, { isPassedOn: { value: isPassedOn } });
    return encodeFault(
      members,
      origin && {
        origin: { ...origin, payload: undefined },
        // One that was received, too: a cause of this process crosses no wire.
        cause: isFault(cause) && cause.origin ? cause : undefined,
      },
    );
  }
}

/**
 * Checks whether a value is a fault, of this copy of the library or another. Never throws.
 *
 * @example
 * catch (error) { if (isFault(error) && error.retryable) return later(); throw error; }
 */
export function isFault(value: unknown): value is Fault {
  try {
    // A record of symbols is enough to read the brand.
    return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[BRAND] === true;
  } catch {
    // A revoked proxy, a getter that throws: no fault of ours.
    return false;
  }
}

/** Puts a member on an object that loops, spreads and loggers do not see, unless it is undefined. */
export function hide(target: object, key: PropertyKey, value: unknown): void {
  if (value !== undefined)
    Object.defineProperty(target, key, { value, enumerable: false, writable: true, configurable: true });
}

/** Puts a member on an object that others may print, unless it is undefined. */
export function show(target: object, key: PropertyKey, value: unknown): void {
  if (value !== undefined)
    Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true });
}

/** {@link hide}, for several members. */
export function hideAll(target: object, members: Readonly<Record<string, unknown>>): void {
  for (const key in members) hide(target, key, members[key]);
}

/**
 * Makes an Error with the prototype of a class and without its constructor, whose parameters are its author's. It has
 * no stack: the caller adds one.
 */
export function blankFault(message: string, of: abstract new (...args: never) => Fault): Fault {
  const limit = setStackLimit(0);
  try {
    return Reflect.construct(Error, [message], of);
  } finally {
    setStackLimit(limit);
  }
}
