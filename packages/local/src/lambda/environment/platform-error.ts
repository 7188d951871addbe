import { RESPONSE_LIMIT_BYTES } from "./runtime-api.ts";
import type { ProcessExit } from "./sandbox.ts";

/** An error that the platform writes itself. */
export interface PlatformError {
  readonly errorType: string;
  /** Left out of some errors of Managed Instances. */
  readonly errorMessage?: string;
}

/*
 * The payloads byte for byte. Sources: LocalStack's snapshots recorded from AWS
 * (tests/aws/services/lambda_/*.snapshot.json, 2025-11) and aws-lambda-runtime-interface-emulator,
 * internal/lambda/interop/model.go.
 */

/** The timeout is in seconds. */
export function timedOut(requestId: string, timeout: number): PlatformError {
  return platformError("Sandbox.Timedout", requestId, `Task timed out after ${timeout.toFixed(2)} seconds`);
}

/** Makes the error of a process that ended, or could not be started. */
export function exited(requestId: string, { code, signal, notStarted }: ProcessExit): PlatformError {
  if (notStarted !== undefined) return platformError("Runtime.InvalidEntrypoint", requestId, notStarted);
  return platformError("Runtime.ExitError", requestId, exitText(code, signal));
}

/** Makes the error of a result over the limit. */
export function responseTooLarge(): PlatformError {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`;
  return { errorMessage, errorType: "Function.ResponseSizeTooLarge" };
}

/** The payload; its members stand in the order in which they were recorded. */
export function payloadOf(error: PlatformError): Buffer {
  return Buffer.from(JSON.stringify(error));
}

/** Writes the platform's lines in the function's log. */
export function errorLines({ errorType, errorMessage }: PlatformError): string {
  return `${errorMessage}\n${errorType}\n`;
}

const KNOWN_TYPE = /^(?:Runtime|Function)\.[A-Z][a-zA-Z]+$/;

/** Returns the error's type in the platform's own lines: internal/lambda/fatalerror of the emulator. */
export function reportedType(errorType: string | undefined): string {
  return errorType !== undefined && KNOWN_TYPE.test(errorType) ? errorType : "Runtime.Unknown";
}

function platformError(errorType: string, requestId: string, text: string): PlatformError {
  return { errorType, errorMessage: `RequestId: ${requestId} Error: ${text}` };
}

function exitText(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null) return `Runtime exited with error: signal: ${SIGNAL_TEXTS[signal] ?? signal}`;
  return code === 0
    ? "Runtime exited without providing a reason"
    : `Runtime exited with error: exit status ${code}`;
}

/** Go's names of signals. */
const SIGNAL_TEXTS: Partial<Record<NodeJS.Signals, string>> = {
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGHUP: "hangup",
  SIGILL: "illegal instruction",
  SIGINT: "interrupt",
  SIGKILL: "killed",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};
