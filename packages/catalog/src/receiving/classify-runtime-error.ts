import type { WireError } from "@faultwire/wire";
import type { Classification } from "./classification.ts";

/** The meaning of an error that the platform or a runtime named, and its name. */
export interface RuntimeClassification extends Classification {
  readonly errorType: string;
}

/** Prefixes of names that only the platform, Step Functions and AWS's runtimes use. */
const RESERVED = /^(?:Runtime|Sandbox|Function|Extension|Client|States|Lambda)\.|^(?:Runtime|Init)</;
/** Names that applications use too; those of the platform come without a stack. */
const PLAIN =
  /^(?:handled|string|number|boolean|bigint|symbol|undefined|object|function|(?:Extension|Runtime)ExecFailure|PermissionDenied|TooManyExtensions|UnknownError|InvalidRequest(?:ID)?|ErrMalformedRequest|InvalidStateTransition|RequestEntityTooLarge|TruncatedHTTPRequest|InternalServerError|LambdaValidationError|InvalidEventDataError|LambdaException)$/;

/** Errors of the code itself, though the runtime names them. */
const BY_CODE =
  /^(?:handled|string|number|boolean|bigint|symbol|undefined|object|function|Function<.*)$|Unhandled|JsExit|JSONStringify|Marshal|Serialization|TooLarge|InvalidStreamingOperation|UserException|Timedout|OutOfMemory|ExitError$/;
/** Errors in the setup of the function. */
const BY_CONFIGURATION =
  /Import|SyntaxError|Handler|Entrypoint|WorkingDir|TaskConfig|BadFunctionCode|BuiltIn|^Extension|^Init<|LaunchError|LambdaException|PermissionDenied|TooManyExtensions/;
/** Temporary failures of the platform. */
const PASSING =
  /^Sandbox\.(?:Failure|LogSockets|EventSetup)|Unavailable$|ReadyFailed|RegistrationFailed|CreationFailed|ExecFailure|Client\.ExecutionEnvironment|PlatformError|RuntimeClientError/;
/** The handler returned; only its result was lost. */
const FINISHED =
  /ResponseSizeTooLarge|\.MarshalError|JSONStringifyError|SerializationError|^States\.DataLimitExceeded/;
/** Errors of a handler that was running, or of the runtime with it. A name that is not known proves nothing. */
const STARTED =
  /^[a-z]+$|^Runtime<|Timedout|OutOfMemory|Truncated|Response(?:Mode|In|Was|Trailer)|InvalidInvokeId|InvokeTimeout|EntityTooLarge|HandlerNot|MalformedS|StreamingOperation|CallbackH|UnhandledP|JsExit|Unmarshal|BeforeSnap|AfterRestore|BeforeCheck|ValidationE|UserException|EventData/;

/** Payloads of earlier years have no type, only these texts. Further in, a message quotes one of another function. */
const OLD_TEXTS: readonly (readonly [RegExp, string])[] = [
  [
    // Published recordings have "date" in place of the time.
    /^(?:(?:\d{4}-\d\d-\d\dT\S+|date) \S+ |RequestId: \S* Error: )?Task timed out after [\d.]+ seconds\s*$/,
    "Sandbox.Timedout",
  ],
  [
    /^(?:\d{4}-\d\d-\d\dT\S+ \S+ |RequestId: \S* )?Process exited before completing request\s*$|^(?:RequestId: \S* )?Error: Runtime exited with/,
    "Runtime.ExitError",
  ],
];

/** Whether a name is one that only the platform, Step Functions and AWS's runtimes use. */
export function isReserved(errorType: string): boolean {
  return RESERVED.test(errorType);
}

/**
 * Recognises an error of the platform or of a runtime. A payload that is marked as a function error was named by
 * code, so it never proves that nothing ran.
 */
export function classifyRuntimeError({
  errorType,
  message = "",
  remoteStack = [],
  reportedBy,
}: WireError): RuntimeClassification | undefined {
  const type = errorType ?? OLD_TEXTS.find(([text]) => text.test(message))?.[1];
  if (type === undefined) return undefined;
  const isKnown = RESERVED.test(type) || (PLAIN.test(type) && remoteStack.length === 0);
  if (!isKnown && reportedBy !== "platform") return undefined;
  return {
    errorType: type,
    category: BY_CONFIGURATION.test(type) ? "configuration" : BY_CODE.test(type) ? "function" : "runtime",
    retryable: PASSING.test(type),
    execution: FINISHED.test(type) ? "finished" : STARTED.test(type) ? "started" : "unknown",
  };
}
