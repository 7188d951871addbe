import type { Catalog, FaultsOf } from "@faultwire/catalog";
import type { Guard } from "./guard.ts";
import type { FaultLog } from "./report/fault-line.ts";
import type { OnFault } from "./report/notify-hooks.ts";
import type { Redact } from "./report/redact.ts";

/** The options of every wrapper. */
export interface InvokerOptions<Throws extends Catalog> {
  /** The faults that callers get as they are. Anything else is an undeclared error. */
  readonly throws: Throws;
  /** Turns a foreign error, such as a database driver's, into a declared fault. */
  readonly mapError?: (error: unknown) => FaultsOf<Throws> | undefined;
  /**
   * Whether undeclared errors are concealed from direct callers too; from end users they always are.
   * `FAULTWIRE_CONCEAL=1` in the environment does the same.
   *
   * @default false
   */
  readonly conceal?: boolean;
  /** Called with every error that is answered, logged or not. Several hooks are called in turn. */
  readonly onFault?: OnFault | readonly OnFault[];
  /**
   * Writes the log line about an error that the runtime does not log itself, with everything that callers do not get.
   *
   * @default console.error
   */
  readonly log?: FaultLog;
  /** Makes details safe to show, in answers and in the log; in the log the own properties of errors, too. */
  readonly redact?: Redact;
  /**
   * Whether the log line has the own properties of what was thrown, such as `code`, and the JSON of what is not an
   * error.
   *
   * @default true
   */
  readonly logProperties?: boolean;
  /** Functions around the handler, the first one outermost: `deadline()`, `resultGuard`, `lateRejections()`. */
  readonly guards?: readonly Guard[];
}

/** The options that decide how errors are answered, of any wrapper. */
export type AnswerSettings = Omit<InvokerOptions<Catalog>, "guards">;
