import { plan } from "@faultwire/caller";
import { type Category, type Execution, type Fault, isFault, type Origin } from "@faultwire/catalog";
import { meaningOf } from "@faultwire/catalog/meanings";
import { adviceFor } from "./advice.ts";
import { errorPageOf } from "./error-page.ts";
import { proofOf } from "./proof.ts";
import { nameOfWire, type WireName } from "./wire-names.ts";

/** A decision on repeating the call, as `plan()` of the caller makes it. */
export interface RetryAdvice {
  readonly retry: boolean;
  /** Milliseconds to wait at least. */
  readonly after: number;
  readonly because: string;
}

/** All that is known of one error. */
export interface Explanation {
  /** The place in the input: `line 12`, `response 2`, `events[3]`; empty for the whole input. */
  readonly place: string;
  /** The name on the wire, such as `Sandbox.Timedout`. */
  readonly errorType: string;
  readonly message: string;
  /** The class of it: a family such as `RuntimeFault`, or `Undeclared` for an error of a function. */
  readonly family: string;
  /** The party that has to act. */
  readonly category: Category;
  /** The HTTP status. */
  readonly status: number;
  readonly wire: WireName & { readonly id: Origin["wire"] };
  /** The address of the page on this error in the error atlas; an error without a page has none. */
  readonly page?: string;
  /** The proof of whether the function's code ran. */
  readonly execution: Execution;
  /** The reason for `execution`, as a sentence. */
  readonly proof: string;
  /** The meaning of an error of the platform, as a sentence. */
  readonly meaning?: string;
  readonly advice: string;
  /** The decision on another call where a second run might do harm, and where it does none. */
  readonly retry: RetryAdvice & { readonly idempotent: RetryAdvice };
  readonly details?: unknown;
  readonly requestId?: string;
  readonly traceId?: string;
  readonly functionName?: string;
  readonly stack?: readonly string[];
  /** The errors that led to it, the nearest first. */
  readonly causes?: readonly string[];
}

/** Explains a fault that was found at a place of an input. */
export function explainFault(fault: Fault, place: string): Explanation {
  const { errorType, message, category, status, execution = "unknown", details, origin } = fault;
  const wire = origin?.wire ?? "fault-json";
  const { requestId, traceId, functionName, remoteStack } = origin ?? {};
  const causes = causesOf(fault);
  return defined({
    ...{ place, errorType, message, family: fault.name, category, status },
    wire: { id: wire, ...nameOfWire(wire) },
    page: errorPageOf(fault),
    ...{ execution, proof: proofOf(fault), meaning: meaningOf(fault), advice: adviceFor(fault) },
    retry: { ...plan(fault), idempotent: plan(fault, { idempotent: true }) },
    ...{ details, requestId, traceId, functionName, stack: remoteStack },
    causes: causes.length === 0 ? undefined : causes,
  });
}

/** More causes than these explain nothing. */
const CAUSE_LIMIT = 8;

function causesOf({ cause }: Fault): readonly string[] {
  const causes: string[] = [];
  for (let each: unknown = cause; isFault(each) && causes.length < CAUSE_LIMIT; each = each.cause) {
    causes.push(each.message === "" ? each.errorType : `${each.errorType}: ${each.message}`);
  }
  return causes;
}

/** Leaves out members that are undefined. */
function defined(members: { [Name in keyof Explanation]: Explanation[Name] | undefined }): Explanation {
  const known = Object.entries(members).filter(([, value]) => value !== undefined);
  // Only optional members can be undefined.
  return Object.fromEntries(known) as unknown as Explanation;
}
