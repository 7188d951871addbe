import type { Explanation } from "../../../packages/faultwire/src/explain/explanation.ts";
import type { Entry } from "../entry.ts";
import { recordedPayloadOf } from "../recorded-bytes.ts";
import type { Cause, NoCause } from "./cause.ts";
import { CONNECTION_PROGRAMS, CONNECTION_REASON } from "./connection-causes.ts";
import { GATEWAY_PROGRAMS, GATEWAY_REASONS } from "./gateway-causes.ts";
import { type HttpProgram, writeHttpProgram } from "./http-program.ts";
import { type InvokeProgram, writeInvokeProgram } from "./invoke-program.ts";
import { injectionOf, LAMBDA_PROGRAMS } from "./lambda-causes.ts";
import { reasonOf } from "./not-a-payload.ts";
import { MISFIT, MISTAKE } from "./own-causes.ts";
import { injectedFunctionError, RUNTIME_PROGRAMS } from "./runtime-causes.ts";
import { WRAPPER_HTTP_PROGRAMS, WRAPPER_PROGRAMS } from "./wrapper-causes.ts";

/** The message of an injected payload of which none is recorded. */
export const INJECTED = "Injected by a test";

/** Returns the program that makes an error happen on local, or the reason why local cannot. */
export function causeOf(entry: Entry): Cause | NoCause {
  switch (entry.sender) {
    case "runtime":
      return runtimeCause(entry);
    case "lambda":
      return lambdaCause(entry);
    case "gateway":
      return httpCause(entry, GATEWAY_PROGRAMS[entry.slug]) ?? { reason: GATEWAY_REASONS[entry.slug] ?? "" };
    case "wrapper":
      return (
        caused(entry, WRAPPER_PROGRAMS[entry.name]) ??
        httpCause(entry, WRAPPER_HTTP_PROGRAMS[entry.name]) ?? { reason: "" }
      );
    case "connection":
      return caused(entry, CONNECTION_PROGRAMS[entry.name]) ?? { reason: CONNECTION_REASON };
    case "caller": {
      const { explanation } = entry;
      // The program's handler returns, and its result does not fit.
      return {
        kind: "caused",
        ...programOf(writeInvokeProgram(MISFIT), { ...explanation, execution: "finished" }),
      };
    }
    case "function":
      return { kind: "caused", ...programOf(writeInvokeProgram(MISTAKE), entry.explanation) };
  }
}

function runtimeCause({ name, slug, explanation }: Entry): Cause | NoCause {
  const program = RUNTIME_PROGRAMS[name];
  if (program !== undefined)
    return { kind: "caused", ...programOf(writeInvokeProgram(program), explanation) };
  const none = reasonOf(name);
  if (none) return none;
  const { errorType } = explanation;
  const payload = recordedPayloadOf(slug, errorType) ?? { errorType, errorMessage: INJECTED };
  return { kind: "injected", ...programOf(injectedFunctionError(payload), explanation) };
}

function lambdaCause({ name, statuses: [status], explanation }: Entry): Cause | NoCause {
  const program = LAMBDA_PROGRAMS[name];
  if (program) return { kind: "caused", ...programOf(writeInvokeProgram(program), explanation) };
  if (status === undefined) return { reason: "Every refusal of local has a name." };
  const inject = injectionOf(name, status);
  return { kind: "injected", ...programOf(writeInvokeProgram({ inject }), explanation) };
}

function httpCause({ explanation }: Entry, program: HttpProgram | undefined): Cause | undefined {
  if (program === undefined) return undefined;
  const kind = program.inject === undefined ? "caused" : "injected";
  return { kind, ...programOf(writeHttpProgram(program), explanation) };
}

function caused({ explanation }: Entry, program: InvokeProgram | undefined): Cause | undefined {
  if (program === undefined) return undefined;
  const kind = program.inject === undefined ? "caused" : "injected";
  return { kind, ...programOf(writeInvokeProgram(program), explanation) };
}

function programOf(
  files: Record<string, string>,
  { errorType, execution }: Explanation,
): Omit<Cause, "kind"> {
  return { files, prints: `${errorType} ${execution}` };
}
