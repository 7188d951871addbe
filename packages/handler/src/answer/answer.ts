import type { Catalog } from "@faultwire/catalog";
import {
  type BodyFormat,
  encodeCustom,
  encodeDocument,
  encodeProxy,
  encodeStandard,
  type FaultData,
  isForEndUser,
  type ProxyFlavour,
  type StandardError,
} from "@faultwire/wire";
import { type OnFault, tell } from "../report/fault-report.ts";
import { type Redact, redactor } from "../report/redact.ts";
import { type FaultLog, report } from "../report/report.ts";
import { toLambdaError } from "../to-lambda-error.ts";
import { traceOf } from "./custom-trace.ts";
import { decide, type Said } from "./decide.ts";
import { type EventHeaders, headersFor } from "./event-headers.ts";
import { flavourOf, type WireChoice } from "./flavour.ts";
import { passOn, postedError } from "./posted-error.ts";
import { framesOf, read, readText } from "./safe-read.ts";

/** How a wrapped handler answers errors. */
export interface AnswerSettings {
  readonly throws: Catalog;
  readonly wire?: WireChoice | undefined;
  readonly mapError?: ((error: unknown) => unknown) | undefined;
  readonly conceal?: boolean | undefined;
  readonly trace?: boolean | undefined;
  readonly onFault?: OnFault | readonly OnFault[] | undefined;
  readonly log?: FaultLog | undefined;
  readonly body?: BodyFormat | undefined;
  readonly headers?: EventHeaders | undefined;
  readonly redact?: Redact | undefined;
  /** Writes a declared fault for the runtime; the standard wire's way unless told. */
  readonly encode?: typeof encodeStandard | undefined;
}

/** What the wrapped handler then does. */
export type Answer = { readonly returned: unknown } | { readonly thrown: unknown };

/** What was invoked when something was thrown. */
interface Invoked {
  readonly event: unknown;
  readonly flavour: ProxyFlavour | undefined;
  readonly requestId: string;
}

/** Tells what a thrown value is answered with. Never throws, whatever was thrown. */
export async function answerError(
  thrown: unknown,
  event: unknown,
  context: unknown,
  settings: AnswerSettings,
): Promise<Answer> {
  const requestId = readText(context, "awsRequestId") ?? "";
  const invoked = { event, flavour: flavourOf(event, settings.wire), requestId };
  const { said, ...given } = answerOrConceal(thrown, invoked, settings);
  await tell(
    settings.onFault,
    {
      errorType: said?.data.errorType ?? readText(thrown, "name") ?? "Error",
      status: said?.data.status ?? 500,
      thrown,
      isDeclared: said?.isWhole ?? false,
      isThrown: "thrown" in given,
      requestId,
    },
    settings.log,
  );
  return given;
}

type Decided = Answer & { readonly said: Said | undefined };

function answerOrConceal(thrown: unknown, invoked: Invoked, settings: AnswerSettings): Decided {
  try {
    return answer(thrown, invoked, settings);
  } catch (failure) {
    // A value that pretends to be a fault and throws when read, or a body format that throws.
    report(failure, invoked.requestId, "InternalFailure", { log: settings.log, detailsOf: () => undefined });
    const { throws, wire, log } = settings;
    return answer(undefined, invoked, { throws, wire, log, conceal: true });
  }
}

function answer(thrown: unknown, invoked: Invoked, settings: AnswerSettings): Decided {
  const { event, flavour, requestId } = invoked;
  const { throws, mapError, wire, conceal = process.env.FAULTWIRE_CONCEAL === "1" } = settings;
  const detailsOf = redactor(settings, requestId);
  const isPublic = flavour !== undefined || wire === "custom" || conceal || isForEndUser(event);
  const said = decide(thrown, { throws, mapError, isPublic, detailsOf });
  // The runtime logs the end of a stream as it is posted, without its stack.
  const isUnheard = flavour !== undefined || wire === "document" || settings.encode !== undefined;
  if (isToBeReported(thrown, said, isUnheard))
    report(thrown, requestId, said?.data.errorType ?? "undeclared", { log: settings.log, detailsOf });
  if (said === undefined) {
    return wire === "document"
      ? { said, returned: toLambdaError(thrown, { requestId }) }
      : { said, thrown: passOn(thrown) };
  }
  if (flavour !== undefined) {
    const data = settings.headers ? withHeaders(said.data, invoked, settings) : said.data;
    return { said, returned: encodeProxy(data, flavour, requestId, settings.body) };
  }
  // V8 writes a stack when it is first read, which takes longer than all the rest.
  const frames = said.isWhole ? framesOf(thrown) : "";
  if (wire === "document") return { said, returned: encodeDocument(said.data, frames, requestId) };
  const { encode = encodeStandard } = settings;
  const encoded =
    wire === "custom"
      ? custom(said.data, frames, requestId, settings)
      : encode(said.data, throws.name, frames);
  return { said, thrown: postedError(said.of, said.data, encoded) };
}

/** The fault's own stand over the event's. */
function withHeaders(data: FaultData, { event, requestId }: Invoked, settings: AnswerSettings): FaultData {
  return { ...data, headers: { ...headersFor(event, settings, requestId), ...data.headers } };
}

/** An end user may see all that the runtime posts, so the stack stays out of it. */
function custom(
  data: FaultData,
  frames: string,
  requestId: string,
  { trace }: AnswerSettings,
): StandardError {
  const message = encodeCustom(data, requestId, trace ? traceOf(frames) : undefined);
  return { name: data.errorType, message, stack: `${data.errorType}: ${message}` };
}

/** What the runtime logs itself needs no line, nor do faults that the declaration calls the client's. */
function isToBeReported(thrown: unknown, said: Said | undefined, isUnheard: boolean): boolean {
  if (said && !said.isWhole) return true;
  if (read(thrown, "cause") !== undefined) return true;
  return isUnheard && (said?.data.status ?? 500) >= 500;
}
