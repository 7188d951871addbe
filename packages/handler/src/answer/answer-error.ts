import type { Catalog, Fault, FaultsOf } from "@faultwire/catalog";
import type { Guard } from "../guards/guards.ts";
import { type FaultReport, type OnFault, tell } from "../report/fault-report.ts";
import { noDetails, type Redact } from "../report/redact.ts";
import { detailsToSee, type FaultLog, report } from "../report/report.ts";
import { decide, type Said } from "./decide.ts";
import { read, readText } from "./safe-read.ts";

/** What every wrapper asks for. */
export interface InvokerOptions<Throws extends Catalog> {
  /** The faults that callers are told of. All else is an undeclared error. */
  readonly throws: Throws;
  /** Turns an error of somebody else's into a declared fault. */
  readonly mapError?: (error: unknown) => FaultsOf<Throws> | undefined;
  /**
   * Whether undeclared errors are concealed from callers that are no end users too; from end users they always are.
   * `FAULTWIRE_CONCEAL=1` in the environment does the same.
   */
  readonly conceal?: boolean;
  /** Hears of every error that is answered, whether or not it is logged; of several, each in turn. */
  readonly onFault?: OnFault | readonly OnFault[];
  /**
   * Takes the line about an error that the runtime does not log itself, with all that callers are not told.
   * `console.error` unless told.
   */
  readonly log?: FaultLog;
  /** Makes details fit to be seen, wherever they leave the function or go to its log. */
  readonly redact?: Redact;
  /** What stands around the handler, the first outermost: `deadline()`, `resultGuard`, `lateRejections()`. */
  readonly guards?: readonly Guard[];
}

/** How errors are answered, by whatever handler they are thrown. */
export type AnswerSettings = Omit<InvokerOptions<Catalog>, "guards">;

/** How one error is answered. */
export interface Telling<Told> {
  readonly context: unknown;
  /** Whether an end user reads the answer. */
  readonly isPublic: boolean;
  /** Whether the runtime sees the error and counts it as one. */
  readonly isThrown: boolean;
  /** Whether the runtime logs the whole of it; it does with what is thrown, unless told. */
  readonly isLogged?: boolean;
  /** The record of a batch that failed. */
  readonly item?: string;
  /** Makes the answer; of what was thrown where nothing is `said`, which then passes as Lambda would send it. */
  readonly encode: (said: Said | undefined, thrown: unknown) => Told;
}

/** Answers a thrown value, and lets the log and the hooks know. Never throws, whatever was thrown. */
export function answerError<Told>(
  thrown: unknown,
  telling: Telling<Told>,
  settings: AnswerSettings,
): Told | Promise<Told> {
  const requestId = readText(telling.context, "awsRequestId") ?? "";
  const { said, told } = answerOrConceal(thrown, requestId, telling, settings);
  const { onFault, log, redact } = settings;
  const { isThrown, isLogged = isThrown, item } = telling;
  if (isToBeReported(thrown, said, isLogged))
    report(thrown, requestId, said?.data.errorType ?? "undeclared", { item, log, redact });
  if (onFault === undefined) return told;
  const heard: FaultReport = {
    errorType: said?.data.errorType ?? readText(thrown, "name") ?? "Error",
    status: said?.data.status ?? 500,
    thrown,
    isDeclared: said?.isWhole ?? false,
    isThrown,
    requestId,
    ...(item !== undefined && { item }),
  };
  return tell(onFault, heard, settings).then(() => told);
}

interface Answered<Told> {
  readonly said: Said | undefined;
  readonly told: Told;
}

function answerOrConceal<Told>(
  thrown: unknown,
  requestId: string,
  { isPublic, encode }: Telling<Told>,
  settings: AnswerSettings,
): Answered<Told> {
  const { throws, mapError, redact, log, conceal } = settings;
  const detailsOf = redact && ((fault: Fault) => detailsToSee(fault, requestId, settings));
  try {
    const said = decide(thrown, {
      throws,
      mapError,
      isPublic: isPublic || (conceal ?? process.env.FAULTWIRE_CONCEAL === "1"),
      detailsOf,
    });
    return { said, told: encode(said, thrown) };
  } catch (failure) {
    // A value that pretends to be a fault and throws when read.
    report(failure, requestId, "InternalFailure", { log, redact: noDetails });
    const said = decide(undefined, { throws, isPublic: true });
    return { said, told: encode(said, undefined) };
  }
}

/** What the runtime logs itself needs no line, nor do faults that the declaration calls the client's. */
function isToBeReported(thrown: unknown, said: Said | undefined, isLogged: boolean): boolean {
  if ((said && !said.isWhole) || read(thrown, "cause") !== undefined) return true;
  return !isLogged && (said?.data.status ?? 500) >= 500;
}
