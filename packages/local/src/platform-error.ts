import { RESPONSE_LIMIT_BYTES } from "./runtime-api.ts";
import type { Exit } from "./sandbox.ts";

/*
 * The payloads that the platform writes itself, byte for byte. Sources: LocalStack's snapshots recorded from AWS
 * (tests/aws/services/lambda_/*.snapshot.json, 2025-11) and aws-lambda-runtime-interface-emulator,
 * internal/lambda/interop/model.go.
 */

/** The timeout is in seconds. */
export function timedOut(requestId: string, timeout: number): Buffer {
  return platformError("Sandbox.Timedout", requestId, `Task timed out after ${timeout.toFixed(2)} seconds`);
}

export function exited(requestId: string, { code, signal }: Exit): Buffer {
  return platformError("Runtime.ExitError", requestId, exitText(code, signal));
}

export function responseTooLarge(): Buffer {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT_BYTES} bytes).`;
  return Buffer.from(JSON.stringify({ errorMessage, errorType: "Function.ResponseSizeTooLarge" }));
}

function platformError(errorType: string, requestId: string, text: string): Buffer {
  return Buffer.from(JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${text}` }));
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
