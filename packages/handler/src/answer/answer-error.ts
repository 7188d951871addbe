import { replaceThrownClass } from "../foreign/thrown-class.ts";
import type { AnswerSettings } from "../invoker-options.ts";
import { noDetails } from "../report/redact.ts";
import { report } from "../report/report.ts";
import { announce } from "./announce.ts";
import type { Answer } from "./answer.ts";
import { type AnswerContext, reportSettings } from "./answer-context.ts";
import { concealed, type DisclosedError, type Disclosure, disclose } from "./disclose.ts";

/** The encoding of errors for one kind of invoker. */
export interface ErrorEncoding<Value, Settings = AnswerSettings> {
  /** Whether an end user reads the answer. */
  readonly isPublic: boolean;
  /**
   * Whether the runtime logs all of an error that is thrown at it.
   *
   * @default true
   */
  readonly isLogged?: boolean;
  /** Encodes an error. Without a disclosure, `thrown` itself passes as Lambda would send it. */
  readonly encode: (error: DisclosedError, context: AnswerContext, settings: Settings) => Answer<Value>;
}

/** The settings and the encoding of a wrapper. */
export interface AnswerRules<Value, Settings extends AnswerSettings = AnswerSettings> {
  readonly settings: Settings;
  readonly encoding: ErrorEncoding<Value, Settings>;
}

/** Answers a thrown value: discloses, encodes and announces it. Never throws, whatever was thrown. */
export function answerError<Value, Settings extends AnswerSettings>(
  given: unknown,
  context: AnswerContext,
  rules: AnswerRules<Value, Settings>,
): Answer<Value> | Promise<Answer<Value>> {
  const thrown = replaceThrownClass(given);
  const { answer, disclosure } = encodeOrConceal(thrown, context, rules);
  const isLogged = rules.encoding.isLogged !== false;
  const announced = announce({ thrown, disclosure, answer, isLogged }, context, rules.settings);
  return announced ? announced.then(() => answer) : answer;
}

interface Encoded<Value> {
  readonly answer: Answer<Value>;
  readonly disclosure: Disclosure | undefined;
}

function encodeOrConceal<Value, Settings extends AnswerSettings>(
  thrown: unknown,
  context: AnswerContext,
  { settings, encoding }: AnswerRules<Value, Settings>,
): Encoded<Value> {
  try {
    const isPublic = encoding.isPublic || (settings.conceal ?? process.env.FAULTWIRE_CONCEAL === "1");
    const disclosure = disclose(thrown, { settings, context, isPublic });
    return { disclosure, answer: encoding.encode({ thrown, disclosure }, context, settings) };
  } catch (failure) {
    // A value that pretends to be a fault and throws when read.
    report(failure, "InternalFailure", { ...reportSettings(settings, context), redact: noDetails });
    const disclosure = concealed();
    return { disclosure, answer: encoding.encode({ thrown: undefined, disclosure }, context, settings) };
  }
}
