import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The root of the repository, also where this file was bundled. */
export const repository: string = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  return existsSync(join(folder, "cases")) ? folder : rootAbove(dirname(folder));
}

/** Reads recorded cases. The type is that of the members that are used. */
export function readCases<Case>(name: string): Case {
  // The files are our own, and a test reads each of them.
  return JSON.parse(readFileSync(join(repository, "cases", `${name}.json`), "utf8")) as Case;
}

/** A refusal of Invoke: its status, and what the SDK makes of it. */
export interface ServiceErrorCase {
  readonly name: string;
  readonly modelled: boolean;
  readonly status: number;
  readonly sdkRetries: boolean | "unknown";
  readonly sdkAttemptsObserved?: number | null;
  readonly note?: string;
  readonly source: string;
}

/** A name of the platform's or a runtime's own error. */
export interface PlatformErrorCase {
  readonly errorType: string;
  readonly phase: string;
  readonly emitter: string;
  readonly seenInPayload?: boolean;
  readonly source: string;
  readonly note?: string;
}

/** A response that API Gateway makes itself. */
export interface GatewayResponseCase {
  readonly responseType: string;
  readonly observedStatus: readonly number[];
  readonly defaultStatus: number | null;
  readonly errorType: string | null;
  readonly errorTypeConfidence: string;
  readonly message: string | null;
  readonly note?: string;
}
