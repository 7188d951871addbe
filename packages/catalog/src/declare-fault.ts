import { foldMessage } from "@faultwire/wire";
import { checkDeclaration } from "./check-declaration.ts";
import { checkDetails } from "./check-details.ts";
import { checkName } from "./check-name.ts";
import { Fault, type FaultOptions, hide, hideAll, isFault } from "./fault.ts";
import type { DeclaredFault, FaultClass, FaultDeclaration } from "./fault-declaration.ts";
import { setStackLimit } from "./stack-limit.ts";

/** Marks the TypeError of wrong details with the fault that was intended. */
export const INTENDED_FAULT = Symbol.for("faultwire.intended");

const RETRYABLE_STATUSES = [408, 425, 429, 502, 503, 504];

/**
 * Declares a fault. Extend the result, so that the fault has a class and a type of one name.
 *
 * @throws TypeError for a name that is malformed or reserved, and for a wrong declaration.
 * @example
 * class OrderNotFound extends fault("OrderNotFound", {
 *   status: 404,
 *   details: z.object({ orderId: z.string() }),
 *   message: ({ orderId }) => `Order ${orderId} was not found`,
 * }) {}
 * throw new OrderNotFound({ orderId: "o-1" });
 */
export function fault<const Name extends string, Input = undefined, Details = undefined>(
  name: Name,
  declaration: FaultDeclaration<Input, Details>,
): FaultClass<Name, Input, Details> {
  checkName(name);
  checkDeclaration(name, declaration);
  const { status = 500, retryable = RETRYABLE_STATUSES.includes(status), stack = true } = declaration;

  class DeclaredHere extends Fault {
    static readonly errorType = name;
    static readonly declaration = declaration;

    declare details: unknown;
    declare retryAfter?: number;

    static is(value: unknown): boolean {
      return isFault(value) && value.errorType === name;
    }

    constructor(given: unknown, options: FaultOptions = {}) {
      // All that can be wrong is found before the fault exists.
      const prepared = prepare(declaration, given, options);
      if ("problem" in prepared) throw refusal({ errorType: name, status }, prepared, new.target);
      const { details, message, retryAfter } = prepared;
      const limit = stack || setStackLimit(0);
      try {
        super(message, "cause" in options ? { cause: options.cause } : undefined);
      } finally {
        if (limit !== true) setStackLimit(limit);
      }
      // Assigned, as a definition takes V8 ten times as long.
      if (details !== undefined) this.details = details;
      if (retryAfter !== undefined) this.retryAfter = retryAfter;
      hide(this, "headers", options.headers);
    }
  }

  hide(DeclaredHere, "name", name);
  hideAll(DeclaredHere.prototype, { name, errorType: name, status, retryable, category: "function" });
  // The class is loose inside and exact outside: only here are the declared types put on it.
  return DeclaredHere as unknown as FaultClass<Name, Input, Details>;
}

/** Finds the declaration of a fault; undefined for one of the families. */
export function declarationOf(fault: Fault): FaultDeclaration | undefined {
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

function prepare<Input, Details>(
  { details: schema, message }: FaultDeclaration<Input, Details>,
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
    // The schema's output, or undefined for a fault without details.
    const text = typeof message === "function" ? message(checked.value as Details) : message;
    return { details: checked.value, message: foldMessage(text), retryAfter };
  } catch (cause) {
    return { problem: "the declared message cannot be made of these details", cause };
  }
}

/** The fault whose details were wrong. The handler answers with its name and status, without details. */
export interface IntendedFault {
  readonly errorType: string;
  readonly status: number;
}

function refusal(
  intended: IntendedFault,
  { problem, cause }: Problem,
  below: abstract new (...args: never) => unknown,
): TypeError {
  const error = new TypeError(
    `new ${intended.errorType}(): ${problem}`,
    cause === undefined ? undefined : { cause },
  );
  Error.captureStackTrace(error, below);
  hide(error, INTENDED_FAULT, intended);
  return error;
}
