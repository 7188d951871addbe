import type { Execution, Fault } from "@faultwire/catalog";

/** A sentence on the reason why it is known whether the code ran, and the faults that it is true of. */
interface Proof {
  readonly family?: RegExp;
  readonly wire?: RegExp;
  readonly errorType?: RegExp;
  /** The HTTP statuses. */
  readonly status?: RegExp;
  readonly sentence: string;
}

const LOADING =
  /^(?:Runtime\.(?:ImportModuleError|UserCodeSyntaxError|HandlerNotFound|MalformedHandlerName|MalformedStreamingHandler|BadFunctionCode|BuiltInModuleConflict|CallbackHandlerDeprecated|InitError|NativeClientLoading|PlatformError)|Init<.*>|LambdaException)$/;

/** The first that fits is given; the rules themselves are those of docs/execution.md. */
const PROOFS: Readonly<Record<Execution, readonly Proof[]>> = {
  none: [
    {
      family: /Service/,
      wire: /step-functions/,
      sentence: "Step Functions sent one request, and Lambda refused it.",
    },
    { family: /Service/, wire: /destination|dead-letter/, sentence: "The target refused the event." },
    {
      family: /Service/,
      sentence: "Lambda refused the request, and it reserves its exceptions for functions that did not run.",
    },
    { family: /Transport/, sentence: "No connection was established, so that no request was sent." },
    { wire: /destination|dead-letter/, sentence: "The record reports that the function was not invoked." },
    { sentence: "Nothing was sent to the function." },
  ],
  started: [
    {
      family: /Runtime/,
      errorType: /Timedout|Timeout/,
      sentence: "Lambda ended the function at its time-out, while it was running.",
    },
    {
      family: /Runtime/,
      errorType: LOADING,
      sentence:
        "The module of the function was being loaded, and code that loads it counts as code that ran.",
    },
    { family: /Runtime/, sentence: "The runtime reported it while the function was loading or running." },
    { family: /Transport/, sentence: "The head of the response had arrived: the function was answering." },
    {
      family: /Handler/,
      sentence: "The handler's wrapper reported it, and the wrapper runs inside the function.",
    },
    { wire: /http/, sentence: "The response is one that a wrapped handler writes." },
    { wire: /log/, sentence: "The function's own log reports it." },
    { wire: /x-ray/, sentence: "The function's segment of the trace reports it." },
    { wire: /destination|dead-letter/, sentence: "The record reports that the function was called." },
    {
      wire: /cognito|appsync|bedrock|cloudformation|json-rpc/,
      sentence: "The service passes on what the function threw.",
    },
    { wire: /fault-json/, sentence: "The fault was received with this proof, and its JSON keeps it." },
    { sentence: "The function threw it and its runtime posted it." },
  ],
  finished: [
    { family: /Transport/, sentence: "Lambda sends the head of a 200 when the function has answered." },
    {
      wire: /batch|destination/,
      sentence: "The function returned, and its response names the records that failed.",
    },
    { sentence: "The handler returned, and only its result was lost." },
  ],
  unknown: [
    {
      family: /Service/,
      status: /5\d\d/,
      sentence: "A service can fail at any moment, also after the function began.",
    },
    {
      family: /Service/,
      sentence:
        "It may be the refusal of another service, or the last of several requests of which an earlier one ran the function.",
    },
    {
      family: /Gateway/,
      status: /504/,
      sentence: "The gateway stopped waiting, and a function that was invoked runs on.",
    },
    {
      family: /Gateway/,
      sentence:
        "The gateway answers so before and after a function runs, and a function can answer in the same words.",
    },
    {
      family: /Runtime/,
      sentence: "The platform reports it at any moment, also before the function's code runs.",
    },
    { family: /Transport/, sentence: "The request may have arrived before the exchange failed." },
    { wire: /http/, sentence: "Anyone on the way can answer so: the function, its gateway, a proxy." },
    { wire: /transport/, sentence: "An exception alone does not show whether a function was called." },
    {
      wire: /dead-letter|destination/,
      sentence: "The record does not show whether an attempt reached the function.",
    },
    {
      wire: /appsync|cognito|json-rpc|bedrock/,
      sentence: "The service can report it without calling the function.",
    },
    {
      wire: /step-functions/,
      sentence: "It reports how a state or an execution ended, and not whether a function ran in it.",
    },
    { wire: /durable/, sentence: "The operation can end so before and after its code ran." },
    {
      wire: /log/,
      sentence: "The line is not the function's own, and does not report when in the invocation it happened.",
    },
    {
      wire: /standard|custom|document/,
      sentence:
        "It lacks the type or the stack that a runtime posts with an error: any service can write it.",
    },
    { sentence: "What came does not prove it." },
  ],
};

/** Gives the reason for the execution of a fault in one sentence. */
export function proofOf({ name, errorType, status, execution = "unknown", origin }: Fault): string {
  const fitting = PROOFS[execution].find(
    (proof) =>
      (proof.family?.test(name) ?? true) &&
      (proof.wire?.test(origin?.wire ?? "") ?? true) &&
      (proof.errorType?.test(errorType) ?? true) &&
      (proof.status?.test(String(status)) ?? true),
  );
  // The last proof of each list fits every fault.
  return fitting?.sentence ?? "";
}
