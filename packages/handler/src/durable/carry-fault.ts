import { isFault } from "@faultwire/catalog";
import { hideAll } from "@faultwire/catalog/internal";
import { encodeErrorObject, encodeMessageLine } from "@faultwire/wire";
import { dataOf } from "../answer/fault-data.ts";
import { type MappingSettings, mapError } from "../answer/map-error.ts";
import { readText } from "../foreign/safe-read.ts";

/* Tested in e2e/test/durable.test.ts, under the SDK, with the readers of what it makes of an error. */

/** `StepError` of the SDK, or another of its errors: the SDK asks those for what it stores. */
export type OperationErrorClass = new (message?: string, cause?: Error, errorData?: string) => Error;

/** The settings of {@link carryFault}. */
export interface CarryingRules {
  readonly StepError: OperationErrorClass | undefined;
  readonly mapping: MappingSettings;
}

/** A fault on its way through the SDK, and the thrown value that it is or was mapped from. */
interface Carried {
  readonly thrown: unknown;
  readonly fault: unknown;
}

/** Faults by the errors that the SDK got in their place. */
const carried = new WeakMap<object, Carried>();

/**
 * Makes the error that carries a fault through the SDK, which stores the name and the message of an error and, if the
 * error is one of its own, the text of `errorData`. Any other value is returned as it is.
 */
export function carryFault(thrown: unknown, rules: CarryingRules): unknown {
  const fault = isFault(thrown) ? thrown : mapError(thrown, rules.mapping);
  if (!isFault(fault)) return thrown;
  const data = dataOf(fault);
  const error = rules.StepError
    ? storedBy(rules.StepError, encodeErrorObject(data))
    : new Error(encodeMessageLine(data));
  hideAll(error, { name: data.errorType, stack: readText(thrown, "stack") ?? "", cause: thrown });
  carried.set(error, { thrown, fault });
  return error;
}

/** Reads what an error carries; another error carries itself. */
export function carriedBy(error: Error): Carried {
  return carried.get(error) ?? { thrown: error, fault: error };
}

function storedBy(StepError: OperationErrorClass, stored: ReturnType<typeof encodeErrorObject>): Error {
  const error = new StepError(stored.ErrorMessage, undefined, stored.ErrorData);
  hideAll(error, { toErrorObject: () => stored });
  return error;
}
