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
import { framesOf } from "../foreign/stack.ts";
import type { AnswerSettings } from "../invoker-options.ts";
import { report } from "../report/report.ts";
import type { Answer } from "./answer.ts";
import { type AnswerContext, reportSettings } from "./answer-context.ts";
import { answerError } from "./answer-error.ts";
import type { DisclosedError } from "./disclose.ts";
import { errorForRuntime } from "./error-for-runtime.ts";
import { type EventHeaders, headersFor } from "./event-headers.ts";
import type { WireChoice } from "./flavour.ts";
import { nameAndMessageOf } from "./name-and-message.ts";
import { safeForRuntime } from "./safe-for-runtime.ts";
import { traceOf } from "./trace-of.ts";

/** The settings of wrappers whose events choose the wire. */
export interface EventSettings extends AnswerSettings {
  readonly wire?: WireChoice | undefined;
  readonly trace?: boolean | undefined;
  readonly body?: BodyFormat | undefined;
  readonly headers?: EventHeaders | undefined;
  /** Encodes a declared fault for the runtime. @default encodeStandard */
  readonly encode?: typeof encodeStandard | undefined;
}

/** Answers a thrown value on the wire that the event asks for. Never throws, whatever was thrown. */
export function answerEvent(
  thrown: unknown,
  context: AnswerContext,
  settings: EventSettings,
): Answer | Promise<Answer> {
  const { flavour, event } = context;
  const encoding = {
    isPublic: flavour !== undefined || settings.wire === "custom" || isForEndUser(event),
    // At the end of a stream and on the custom wire the runtime logs what is posted, without its stack.
    isLogged: settings.encode === undefined && settings.wire !== "custom",
    encode,
  };
  return answerError(thrown, context, { settings, encoding });
}

function encode(
  { thrown, disclosure }: DisclosedError,
  context: AnswerContext,
  settings: EventSettings,
): Answer {
  const { flavour, requestId } = context;
  const isReturned = settings.wire === "document";
  if (disclosure === undefined) {
    if (!isReturned) return { thrown: safeForRuntime(thrown, { ...settings, requestId }) };
    return {
      returned: encodeDocument(nameAndMessageOf({ thrown, disclosure }), framesOf(thrown), requestId),
    };
  }
  const { data, fault } = disclosure;
  if (flavour !== undefined) return { returned: encodeHttp(data, { ...context, flavour }, settings) };
  // V8 writes a stack when it is first read, which takes longer than everything else.
  const frames = fault ? framesOf(thrown) : "";
  if (isReturned) return { returned: encodeDocument(data, frames, requestId) };
  const encoded = encodeThrown(data, frames, { ...settings, requestId });
  return { thrown: errorForRuntime(disclosure, encoded) };
}

/** The fault's own headers win over the event's. */
function encodeHttp(
  data: FaultData,
  context: AnswerContext & { readonly flavour: ProxyFlavour },
  settings: EventSettings,
): ProxyResponse {
  const { event, flavour, requestId } = context;
  const { headers, body } = settings;
  const given = headers
    ? {
        ...data,
        headers: { ...headersFor(event, { ...reportSettings(settings, context), headers }), ...data.headers },
      }
    : data;
  try {
    if (body) return encodeProxy(given, flavour, { requestId, format: body });
  } catch (failure) {
    report(failure, "body", reportSettings(settings, context));
    // The fault matters more than its format, whose purpose may have been to leave details out.
    return encodeProxy({ ...given, details: undefined }, flavour, { requestId });
  }
  return encodeProxy(given, flavour, { requestId });
}

function encodeThrown(
  data: FaultData,
  frames: string,
  settings: EventSettings & { readonly requestId: string },
): StandardError {
  const { wire, throws, trace, requestId, encode: write = encodeStandard } = settings;
  if (wire !== "custom") return write(data, throws.name, frames);
  const message = encodeCustom(data, requestId, trace ? traceOf(frames) : undefined);
  return { name: data.errorType, message, stack: `${data.errorType}: ${message}` };
}
