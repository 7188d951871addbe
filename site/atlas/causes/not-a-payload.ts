import { type PlatformErrorCase, readCases } from "../read-cases.ts";
import type { NoCause } from "./cause.ts";

const cases = readCases<readonly PlatformErrorCase[]>("platform-error-types");

/** Reasons by what the recorded data states of a name. */
const REASONS: readonly (readonly [stated: RegExp, reason: string])[] = [
  [
    /header only|header for/,
    "The runtime reports this name to Lambda in a header. The payload, which callers get, keeps the exception's own name, so that local has no payload to send.",
  ],
  [
    /to the runtime/,
    "It is an answer of the Runtime API to the runtime. No caller gets a payload with this name.",
  ],
  [/not a payload/, "It is a fact about an extension in Lambda's telemetry, and not a payload."],
  [
    /before anything/,
    "The runtime client ends before it reports anything, so that callers get `Runtime.ExitError`.",
  ],
  [/X-Ray/, "Only X-Ray shows this name, as the type of an exception in a trace."],
  [/payload is empty/, "The payload is empty: the name does not reach the caller."],
  [
    /platform-side classification/,
    "It is a classification on the side of the platform. The payload keeps its own `errorType`.",
  ],
];

/** Returns the reason why no payload has a name, as far as the recorded data states one. */
export function reasonOf(name: string): NoCause | undefined {
  const known = cases.find(({ errorType }) => errorType === name);
  if (known === undefined || known.seenInPayload) return undefined;
  const stated = `${known.emitter} ${known.note ?? ""}`;
  const [, reason] = REASONS.find(([text]) => text.test(stated)) ?? [];
  return reason === undefined ? undefined : { reason };
}
