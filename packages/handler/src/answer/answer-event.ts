import {
  type BodyFormat,
  encodeCustom,
  encodeDocument,
  encodeProxy,
  encodeStandard,
  type FaultData,
  isForEndUser,
  type ProxyFlavour,
  type ProxyResponse,
  type StandardError,
} from "@faultwire/wire";
import { report } from "../report/report.ts";
import { toLambdaError } from "../to-lambda-error.ts";
import { type AnswerSettings, answerError } from "./answer-error.ts";
import { traceOf } from "./custom-trace.ts";
import type { Said } from "./decide.ts";
import { type EventHeaders, headersFor } from "./event-headers.ts";
import { flavourOf, type WireChoice } from "./flavour.ts";
import { passOn, postedError } from "./posted-error.ts";
import { framesOf, readText } from "./safe-read.ts";

/** How errors are answered where the event chooses the wire. */
export interface EventSettings extends AnswerSettings {
  readonly wire?: WireChoice | undefined;
  readonly trace?: boolean | undefined;
  readonly body?: BodyFormat | undefined;
  readonly headers?: EventHeaders | undefined;
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
export function answerEvent(
  thrown: unknown,
  event: unknown,
  context: unknown,
  settings: EventSettings,
): Answer | Promise<Answer> {
  const { wire } = settings;
  const flavour = flavourOf(event, wire);
  const invoked = { event, flavour, requestId: readText(context, "awsRequestId") ?? "" };
  const isThrown = flavour === undefined && wire !== "document";
  const telling = {
    context,
    isPublic: flavour !== undefined || wire === "custom" || isForEndUser(event),
    isThrown,
    // Of what ends a stream the runtime logs what is posted, without its stack.
    isLogged: isThrown && settings.encode === undefined,
    encode: (said: Said | undefined, error: unknown) => encode(said, error, invoked, settings),
  };
  return answerError(thrown, telling, settings);
}

function encode(said: Said | undefined, thrown: unknown, invoked: Invoked, settings: EventSettings): Answer {
  const { flavour, requestId } = invoked;
  const isReturned = settings.wire === "document";
  if (said === undefined)
    return isReturned ? { returned: toLambdaError(thrown, { requestId }) } : { thrown: passOn(thrown) };
  if (flavour !== undefined) return { returned: encodeHttp(said.data, flavour, invoked, settings) };
  // V8 writes a stack when it is first read, which takes longer than all the rest.
  const frames = said.isWhole ? framesOf(thrown) : "";
  if (isReturned) return { returned: encodeDocument(said.data, frames, requestId) };
  return { thrown: postedError(said.of, said.data, encodeThrown(said.data, frames, requestId, settings)) };
}

/** The fault's own headers stand over the event's. */
function encodeHttp(
  data: FaultData,
  flavour: ProxyFlavour,
  { event, requestId }: Invoked,
  settings: EventSettings,
): ProxyResponse {
  const { headers, body } = settings;
  const given = headers
    ? { ...data, headers: { ...headersFor(event, settings, requestId), ...data.headers } }
    : data;
  try {
    if (body) return encodeProxy(given, flavour, requestId, body);
  } catch (failure) {
    report(failure, requestId, "body", settings);
    // The fault is worth more than its format, which may have been there to leave details out.
    return encodeProxy({ ...given, details: undefined }, flavour, requestId);
  }
  return encodeProxy(given, flavour, requestId);
}

function encodeThrown(
  data: FaultData,
  frames: string,
  requestId: string,
  { wire, throws, trace, encode: write = encodeStandard }: EventSettings,
): StandardError {
  if (wire !== "custom") return write(data, throws.name, frames);
  const message = encodeCustom(data, requestId, trace ? traceOf(frames) : undefined);
  return { name: data.errorType, message, stack: `${data.errorType}: ${message}` };
}
