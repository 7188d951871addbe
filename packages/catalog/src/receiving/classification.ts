import type { Category, Execution } from "../fault.ts";

/** The meaning of an error that the platform reports. */
export interface Classification {
  readonly category: Category;
  readonly retryable: boolean;
  readonly execution: Execution;
}
