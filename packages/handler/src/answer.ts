import type { Catalog } from "@faultwire/catalog";
import {
  encodeCustom,
  encodeDocument,
  encodeProxy,
  encodeStandard,
  type FaultData,
  type ProxyFlavour,
  type StandardError,
} from "@faultwire/wire";
import { traceOf } from "./custom-trace.ts";
import { decide, type Said } from "./decide.ts";
import { type OnFault, tell } from "./fault-report.ts";
import { flavourOf, type WireChoice } from "./flavour.ts";
import { passOn, postedError } from "./posted-error.ts";
import { type FaultLog, report } from "./report.ts";
import { framesOf, read, readText } from "./safe-read.ts";
import { toLambdaError } from "./to-lambda-error.ts";

/** How a wrapped handler answers errors. */
export interface AnswerSettings {
  readonly throws: Catalog;
  readonly wire?: WireChoice | undefined;
  readonly mapError?: ((error: unknown) => unknown) | undefined;
  readonly conceal?: boolean | undefined;
  readonly trace?: boolean | undefined;
  readonly onFault?: OnFault | readonly OnFault[] | undefined;
  readonly log?: FaultLog | undefined;
}

/** What the wrapped handler then does. */
export type Answer = { readonly returned: unknown } | { readonly thrown: unknown };

/** Tells what a thrown value is answered with. Never throws, whatever was thrown. */
export async function answerError(
  thrown: unknown,
  event: unknown,
  context: unknown,
  settings: AnswerSettings,
): Promise<Answer> {
  const requestId = readText(context, "awsRequestId") ?? "";
  const flavour = flavourOf(event, settings.wire);
  const { said, ...given } = answerOrConceal(thrown, flavour, requestId, settings);
  await tell(settings.onFault, {
    errorType: said?.data.errorType ?? readText(thrown, "name") ?? "Error",
    status: said?.data.status ?? 500,
    thrown,
    isDeclared: said?.isWhole ?? false,
    isThrown: "thrown" in given,
    requestId,
  });
  return given;
}

type Decided = Answer & { readonly said: Said | undefined };

function answerOrConceal(
  thrown: unknown,
  flavour: ProxyFlavour | undefined,
  requestId: string,
  settings: AnswerSettings,
): Decided {
  try {
    return answer(thrown, flavour, requestId, settings);
  } catch (failure) {
    // A value that pretends to be a fault and throws when read.
    report(failure, requestId, "InternalFailure", settings);
    return answer(undefined, flavour, requestId, { ...settings, conceal: true });
  }
}

function answer(
  thrown: unknown,
  flavour: ProxyFlavour | undefined,
  requestId: string,
  settings: AnswerSettings,
): Decided {
  const { throws, mapError, wire, conceal = process.env.FAULTWIRE_CONCEAL === "1" } = settings;
  const isPublic = flavour !== undefined || wire === "custom" || conceal;
  const said = decide(thrown, { throws, mapError, isPublic });
  const isReturned = flavour !== undefined || wire === "document";
  if (isToBeReported(thrown, said, isReturned))
    report(thrown, requestId, said?.data.errorType ?? "undeclared", settings);
  if (said === undefined) {
    return wire === "document"
      ? { said, returned: toLambdaError(thrown, { requestId }) }
      : { said, thrown: passOn(thrown) };
  }
  if (flavour !== undefined) return { said, returned: encodeProxy(said.data, flavour, requestId) };
  // V8 writes a stack when it is first read, which takes longer than all the rest.
  const frames = said.isWhole ? framesOf(thrown) : "";
  if (wire === "document") return { said, returned: encodeDocument(said.data, frames, requestId) };
  const encoded =
    wire === "custom"
      ? custom(said.data, frames, requestId, settings)
      : encodeStandard(said.data, throws.name, frames);
  return { said, thrown: postedError(said.of, said.data, encoded) };
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
function isToBeReported(thrown: unknown, said: Said | undefined, isReturned: boolean): boolean {
  if (said && !said.isWhole) return true;
  if (read(thrown, "cause") !== undefined) return true;
  return isReturned && (said?.data.status ?? 500) >= 500;
}
