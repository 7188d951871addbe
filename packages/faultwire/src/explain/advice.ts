import type { Fault } from "@faultwire/catalog";
import type { Advice } from "./advice-rule.ts";
import { GATEWAY_ADVICE } from "./gateway-advice.ts";
import { RUNTIME_ADVICE } from "./runtime-advice.ts";
import { SERVICE_ADVICE } from "./service-advice.ts";

const TRANSPORT_ADVICE: readonly Advice[] = [
  [
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/,
    "Check the host name, the port and the region of the endpoint, then DNS, routes and security groups on the way.",
  ],
  [
    /CERT|TLS|SSL|SELF_SIGNED|SIGNATURE/,
    "Check the certificate of the endpoint, the time of this machine, and a proxy that opens TLS.",
  ],
  [
    /^(?:ETIMEDOUT|TimeoutError|ESOCKETTIMEDOUT|UND_ERR_\w*TIMEOUT)$/,
    "Give the client a longer timeout than the function has: for the SDK that is requestTimeout of its request handler. A function that was invoked runs on.",
  ],
  [/^AbortError$/, "The caller itself ended the call. A function that was invoked runs on."],
  [
    /^(?:ECONNRESET|EPIPE|UND_ERR_SOCKET|StreamEnded)$/,
    "Repeat the call only if running the function twice does no harm: give it an idempotency key, then call with `retry: { idempotent: true }`.",
  ],
  [
    /^SyntaxError$/,
    "Something between the caller and AWS answered with a page: look for a proxy, a VPN, or a wrong endpoint.",
  ],
];

const HANDLER_ADVICE: readonly Advice[] = [
  [/^ValidationFailed$/, "Correct the event: details.issues names each member that is wrong."],
  [
    /^FunctionTimedOut$/,
    "Find what the handler waited for, and give that call a timeout of its own. Raise the function's Timeout only if the work needs it.",
  ],
  [
    /^ResultTooLarge$/,
    "Return less: put the result into S3 and return a link to it, or stream it with wrapStreamHandler.",
  ],
  [
    /^InternalFailure$/,
    "The real error is in the function's log, under the same request id: it is not in the handler's `throws`, so that callers do not learn of it.",
  ],
  [
    /^DependencyFailed$/,
    "A call that the handler made failed, and its error is not in `throws`: the function's log has it under the same request id.",
  ],
];

const FAMILIES: Readonly<Record<string, readonly Advice[]>> = {
  RuntimeFault: RUNTIME_ADVICE,
  ServiceFault: SERVICE_ADVICE,
  GatewayFault: GATEWAY_ADVICE,
  TransportFault: TRANSPORT_ADVICE,
  HandlerFault: HANDLER_ADVICE,
  MalformedFault: [
    [
      /^MalformedFault$/,
      "What came is not an error in a form that AWS or Faultwire writes: look at the payload itself.",
    ],
    [/./, "The sender's declaration differs from the caller's: give both ends the same catalog."],
  ],
  Undeclared: [
    [
      /^(?:(?:Type|Reference|Range|Syntax|Eval|URI|Aggregate|Key|Value|Attribute|Index|Name|Runtime|ZeroDivision|NoMethod|Argument|NullPointer\w*|IllegalState\w*)?Error|Exception|\w*(?:NullPointer|IllegalArgument|IllegalState|IndexOutOfBounds|ClassCast)Exception)\b/,
      "It is most likely a mistake in the code: the stack names the place. For a failure that callers should tell apart, throw a fault of its own class.",
    ],
    [
      /./,
      "To catch it typed, declare it with fault() in a catalog that the function and its callers share. Otherwise look at the function's log, by the request id.",
    ],
  ],
};

/** Chooses the advice for a fault. */
export function adviceFor(fault: Fault): string {
  const { name, errorType, status } = fault;
  const reason = "reason" in fault ? String(fault.reason) : "";
  const subject = [errorType, reason, status].join(" ");
  const rules = FAMILIES[name] ?? [];
  return (
    (rules.find(([of]) => of.test(errorType) || of.test(subject)) ?? [])[1] ??
    "Look at the function's log, by the request id."
  );
}
