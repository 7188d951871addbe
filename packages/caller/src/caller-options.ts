import type { Declares } from "@faultwire/catalog";
import { checkCatalog, checkOptions, checkSchema } from "@faultwire/catalog/internal";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import type { AnyWrappedHandler, DeclaredBy, InputOf, OutputOf } from "./handler-types.ts";
import type { RetryOptions } from "./retry.ts";

/** The options of every caller. */
export interface BaseCallerOptions<Handler extends AnyWrappedHandler, OutputSchema, InputSchema, Declared> {
  /** The faults to expect; at least those that the handler throws. */
  readonly faults: Declared & Declares<DeclaredBy<Handler>>;
  /** Validates what is sent, if the handler's type is not at hand. */
  readonly input?: InputSchema;
  /** Validates and revives the result, so that a Date is a Date again. */
  readonly output?: OutputSchema;
  /**
   * The rules for repeating a call that failed. By default a call is repeated only if its function provably did not
   * run (`execution` is `none`) and a retry may help, with three attempts at most. With an object, calls that are
   * idempotent and faults with the author's promise are repeated too; with `false`, nothing is.
   */
  readonly retry?: RetryOptions | false;
}

/** The options of every caller, as unchecked values. */
interface UncheckedOptions {
  readonly faults?: unknown;
  readonly input?: unknown;
  readonly output?: unknown;
}

const KNOWN: readonly string[] = ["faults", "input", "output", "retry"];

/** The type of a call's input: the input of its schema, or the handler's. */
export type InputFor<Handler, Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferInput<Schema>
  : InputOf<Handler>;

/** The type of a call's result: the output of its schema, or the handler's result after its way through JSON. */
export type OutputFor<Handler, Schema> = Schema extends StandardSchemaV1
  ? StandardSchemaV1.InferOutput<Schema>
  : OutputOf<Handler>;

/**
 * Checks the options that every caller has, and the names of all its options.
 *
 * @throws TypeError naming the call, the option and what to do.
 */
export function checkCallerOptions(
  where: string,
  options: UncheckedOptions,
  further: readonly string[],
): void {
  checkOptions(where, options, [...further, ...KNOWN]);
  checkCatalog(where, "faults", options.faults);
  checkSchema(where, "input", options.input);
  checkSchema(where, "output", options.output);
}
