import { foldMessage } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { checkDetails } from "./check-details.ts";
import { Fault, type FaultOptions, hide, hideAll, isFault, show } from "./fault.ts";
import { checkName } from "./name.ts";

/** What a fault is declared as. */
export interface FaultDeclaration<Schema extends StandardSchemaV1 | undefined> {
  /** The HTTP status, 400 to 599; 500 unless told. */
  readonly status?: number;
  /** A synchronous Standard Schema of the details: zod, valibot, arktype and others. None: no details. */
  readonly details?: Schema;
  /** One line for people; a function of the details or a text. */
  readonly message: string | ((details: OutputOf<Schema>) => string);
  /**
   * Whether the same request may succeed later; true unless told for the statuses 408, 425, 429, 502, 503, 504.
   * Written out as `true` it is your promise that calling again is safe.
   */
  readonly retryable?: boolean;
  /** Whether to capture a stack; `false` is for faults of normal flow, and cheaper. */
  readonly stack?: boolean;
}

type InputOf<Schema> = Schema extends StandardSchemaV1 ? StandardSchemaV1.InferInput<Schema> : undefined;
type OutputOf<Schema> = Schema extends StandardSchemaV1 ? StandardSchemaV1.InferOutput<Schema> : undefined;

/** The arguments of a fault's constructor: details where it has some, then options. */
export type FaultArguments<Input> = undefined extends Input
  ? [details?: Input, options?: FaultOptions]
  : [details: Input, options?: FaultOptions];

interface Declared<Name extends string> {
  /** The name on the wire. */
  readonly errorType: Name;
  /** What it was declared as. */
  readonly declaration: FaultDeclaration<StandardSchemaV1 | undefined>;
  /** Like `instanceof`, also for faults of another copy of the library. Never throws. */
  is<Self extends abstract new (...args: never) => unknown>(
    this: Self,
    value: unknown,
  ): value is InstanceType<Self>;
}

/** The class of a declared fault, whatever its constructor takes. */
export interface DeclaredFault<Name extends string = string> extends Declared<Name> {
  new (...args: never): Fault<Name>;
  readonly prototype: Fault<Name>;
}

/** What {@link fault} makes. */
export interface FaultClass<Name extends string, Input, Details> extends Declared<Name> {
  new (...args: FaultArguments<Input>): Fault<Name, Details>;
  readonly prototype: Fault<Name, Details>;
}

/** Marks the TypeError of wrong details with the fault that was meant. */
export const INTENDED_FAULT = Symbol.for("faultwire.intended");

const RETRYABLE_STATUSES = [408, 425, 429, 502, 503, 504];

/**
 * Declares a fault. Extend the result, so that the fault has a class and a type of one name.
 *
 * @throws TypeError for a name that is malformed or reserved and for a status that says no error.
 * @example
 * class OrderNotFound extends fault("OrderNotFound", {
 *   status: 404,
 *   details: z.object({ orderId: z.string() }),
 *   message: ({ orderId }) => `Order ${orderId} was not found`,
 * }) {}
 * throw new OrderNotFound({ orderId: "o-1" });
 */
export function fault<const Name extends string, Schema extends StandardSchemaV1 | undefined = undefined>(
  name: Name,
  declaration: FaultDeclaration<Schema>,
): FaultClass<Name, InputOf<Schema>, OutputOf<Schema>> {
  checkName(name);
  const { status = 500, retryable = RETRYABLE_STATUSES.includes(status), stack = true } = declaration;
  if (!(Number.isInteger(status) && status >= 400 && status <= 599)) {
    throw new TypeError(`fault("${name}"): status is a whole number from 400 to 599; it is ${status}`);
  }

  class DeclaredHere extends Fault {
    static readonly errorType = name;
    static readonly declaration = declaration;

    static is(value: unknown): boolean {
      return isFault(value) && value.errorType === name;
    }

    constructor(given: unknown, options: FaultOptions = {}) {
      // All that can be wrong is found before the fault exists.
      const prepared = prepare(declaration, given, options);
      if ("problem" in prepared) throw refusal({ errorType: name, status }, prepared, new.target);
      const { details, message, retryAfter } = prepared;
      const limit = Error.stackTraceLimit;
      if (!stack) Error.stackTraceLimit = 0;
      super(message, "cause" in options ? { cause: options.cause } : undefined);
      if (!stack) Error.stackTraceLimit = limit;
      show(this, "details", details);
      show(this, "retryAfter", retryAfter);
      hide(this, "headers", options.headers);
    }
  }

  hide(DeclaredHere, "name", name);
  hideAll(DeclaredHere.prototype, { name, errorType: name, status, retryable, category: "function" });
  // The class is loose inside and exact outside: only here are the declared types put on it.
  return DeclaredHere as unknown as FaultClass<Name, InputOf<Schema>, OutputOf<Schema>>;
}

/** What a fault was declared as; undefined for the families, which nobody declared. */
export function declarationOf(fault: Fault): FaultDeclaration<StandardSchemaV1 | undefined> | undefined {
  // Every class that fault() made has it.
  return (fault.constructor as Partial<DeclaredFault>).declaration;
}

interface Prepared {
  readonly details: unknown;
  readonly message: string;
  readonly retryAfter: number | undefined;
}

interface Problem {
  readonly problem: string;
  readonly cause?: unknown;
}

function prepare(
  { details: schema, message }: FaultDeclaration<StandardSchemaV1 | undefined>,
  given: unknown,
  options: FaultOptions,
): Prepared | Problem {
  if (!schema && given !== undefined) {
    return { problem: "this fault has no details; options come second: (undefined, { cause })" };
  }
  const checked = schema ? checkDetails(schema, given) : { value: undefined };
  if ("problem" in checked) return checked;
  const retryAfter = options.retryAfter === undefined ? undefined : Math.ceil(options.retryAfter);
  if (retryAfter !== undefined && !(retryAfter >= 0 && Number.isSafeInteger(retryAfter))) {
    return { problem: `retryAfter is a number of seconds from 0; it is ${options.retryAfter}` };
  }
  try {
    const text = typeof message === "function" ? message(checked.value) : message;
    return { details: checked.value, message: foldMessage(text), retryAfter };
  } catch (cause) {
    return { problem: "the declared message cannot be made of these details", cause };
  }
}

/** What the handler answers over HTTP where details were wrong: the fault that was meant, without them. */
export interface IntendedFault {
  readonly errorType: string;
  readonly status: number;
}

function refusal(
  meant: IntendedFault,
  { problem, cause }: Problem,
  below: abstract new (...args: never) => unknown,
): TypeError {
  const error = new TypeError(
    `new ${meant.errorType}(): ${problem}`,
    cause === undefined ? undefined : { cause },
  );
  Error.captureStackTrace(error, below);
  hide(error, INTENDED_FAULT, meant);
  return error;
}
