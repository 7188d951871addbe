import type { Catalog, FaultsOf } from "@faultwire/catalog";
import { type OnFault, tell } from "../report/fault-report.ts";
import { type Redact, redactor } from "../report/redact.ts";
import { type FaultLog, report } from "../report/report.ts";
import { decide, type Said } from "./decide.ts";
import { read, readText } from "./safe-read.ts";

/** What every wrapper of a special invoker asks for. */
export interface InvokerOptions<Throws extends Catalog> {
  /** The faults that the invoker is told of. All else is an undeclared error. */
  readonly throws: Throws;
  /** Turns an error of somebody else's into a declared fault. */
  readonly mapError?: (error: unknown) => FaultsOf<Throws> | undefined;
  /** Hears of every error that is answered, whether or not it is logged. */
  readonly onFault?: OnFault | readonly OnFault[];
  /** Takes the line about an error that the runtime does not log itself. `console.error` unless told. */
  readonly log?: FaultLog;
  /** Makes details fit to be seen, wherever they leave the function or go to its log. */
  readonly redact?: Redact;
}

/** {@link InvokerOptions}, where no end user reads the answer. */
export interface InternalInvokerOptions<Throws extends Catalog> extends InvokerOptions<Throws> {
  /** Whether undeclared errors are concealed here too. `FAULTWIRE_CONCEAL=1` in the environment does the same. */
  readonly conceal?: boolean;
}

/** How one error is answered. */
export interface Telling<Told> {
  readonly context: unknown;
  /** Whether an end user reads the answer. */
  readonly isPublic: boolean;
  /** Whether the runtime sees the error and logs it. */
  readonly isThrown: boolean;
  /** The record of a batch that failed. */
  readonly item?: string;
  /** Makes the answer; of what was thrown where nothing is `said`, which then passes as Lambda would send it. */
  readonly encode: (said: Said | undefined, thrown: unknown) => Told;
}

type Settings = InternalInvokerOptions<Catalog>;

/** Answers a thrown value, and lets the log and the hook know. Never throws, whatever was thrown. */
export async function answerInvoker<Told>(
  thrown: unknown,
  telling: Telling<Told>,
  settings: Settings,
): Promise<Told> {
  const { context, isThrown, item } = telling;
  const requestId = readText(context, "awsRequestId") ?? "";
  const { said, told, errorType, status } = answerOrConceal(thrown, requestId, telling, settings);
  const isDeclared = said?.isWhole ?? false;
  if (isToBeReported(thrown, said, isThrown))
    report(thrown, requestId, said ? errorType : "undeclared", {
      item,
      log: settings.log,
      detailsOf: redactor(settings, requestId),
    });
  await tell(
    settings.onFault,
    {
      ...{ errorType, status, thrown, isDeclared, isThrown, requestId },
      ...(item !== undefined && { item }),
    },
    settings.log,
  );
  return told;
}

interface Answered<Told> {
  readonly said: Said | undefined;
  readonly told: Told;
  readonly errorType: string;
  readonly status: number;
}

function answerOrConceal<Told>(
  thrown: unknown,
  requestId: string,
  { isPublic, encode }: Telling<Told>,
  settings: Settings,
): Answered<Told> {
  const { throws, mapError, log, conceal = process.env.FAULTWIRE_CONCEAL === "1" } = settings;
  try {
    const rules = {
      throws,
      mapError,
      isPublic: isPublic || conceal,
      detailsOf: redactor(settings, requestId),
    };
    return answered(decide(thrown, rules), thrown, encode);
  } catch (failure) {
    // A value that pretends to be a fault and throws when read.
    report(failure, requestId, "InternalFailure", { log, detailsOf: () => undefined });
    return answered(decide(undefined, { throws, isPublic: true }), undefined, encode);
  }
}

function answered<Told>(
  said: Said | undefined,
  thrown: unknown,
  encode: Telling<Told>["encode"],
): Answered<Told> {
  const { errorType, status } = said?.data ?? { errorType: readText(thrown, "name") ?? "Error", status: 500 };
  return { said, told: encode(said, thrown), errorType, status };
}

/** What the runtime logs itself needs no line, nor do faults that the declaration calls the client's. */
function isToBeReported(thrown: unknown, said: Said | undefined, isThrown: boolean): boolean {
  if ((said && !said.isWhole) || read(thrown, "cause") !== undefined) return true;
  return !isThrown && (said?.data.status ?? 500) >= 500;
}
