import { parse, parseInvocation } from "../../packages/caller/src/index.ts";
import { RuntimeFault } from "../../packages/catalog/src/families.ts";
import { defineCatalog } from "../../packages/catalog/src/index.ts";
import { type Explanation, explainFault } from "../../packages/faultwire/src/explain/explanation.ts";

/*
 * The explanations of the atlas are those of `faultwire explain`, of an error of which only the name, and the status where
 * it has one, is known. So a page never states more than the command.
 */

const Nothing = defineCatalog("none", {});

/** Explains a refusal of Invoke, of one request. */
export function explainRefusal(errorType: string, status: number): Explanation {
  const headers: Record<string, string> = errorType === "Unknown" ? {} : { "x-amzn-errortype": errorType };
  return explained(parseInvocation({ status, headers, body: "{}" }, Nothing), errorType);
}

/** Explains the payload of a function error. */
export function explainFunctionError(
  errorType: string,
  payload: unknown = { errorType, errorMessage: "" },
): Explanation {
  const output = { StatusCode: 200, FunctionError: "Unhandled", Payload: JSON.stringify(payload) };
  return explained(parseInvocation(output, Nothing), errorType);
}

/** Explains a name that the platform reports, and that no payload has. */
export function explainPlatformName(errorType: string): Explanation {
  const data = { errorType, message: "", status: 500, retryable: false, category: "function" } as const;
  return explainFault(new RuntimeFault(data), "");
}

/** Explains an answer of a gateway. */
export function explainGateway(status: number, answer: { errorType?: string; message: string }): Explanation {
  const headers: Record<string, string> = answer.errorType ? { "x-amzn-errortype": answer.errorType } : {};
  const body = JSON.stringify({ message: answer.message });
  return explained(parse({ status, headers, body }, Nothing), answer.errorType ?? String(status));
}

/** Explains a failed exchange, by the system's code or the name of the exception, and by the call of the system. */
export function explainException(name: string, syscall?: string): Explanation {
  const members = /Error$/.test(name) ? { name } : { code: name, syscall };
  return explained(parse(Object.assign(new Error("m"), members, { $metadata: {} }), Nothing), name);
}

/** Explains a response stream that ended too early. */
export function explainCutStream(): Explanation {
  return explained(parse([{ PayloadChunk: {} }], Nothing), "StreamEnded");
}

function explained(fault: ReturnType<typeof parse>, name: string): Explanation {
  if (fault === undefined) throw new Error(`${name}: it is not read as an error`);
  return explainFault(fault, "");
}
