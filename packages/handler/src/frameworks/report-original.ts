import type { OnFault } from "../report/notify-hooks.ts";

/** An error of a framework, and the fault that it was read as; the error itself where it was not read as one. */
export interface ReadError {
  readonly original: unknown;
  readonly thrown: unknown;
}

/**
 * Makes hooks that are called with the error that was thrown, in the place of the fault that it was read as.
 *
 * @param onFault the option of that name
 */
export function reportOriginal(
  onFault: OnFault | readonly OnFault[] | undefined,
  { original, thrown }: ReadError,
): readonly OnFault[] {
  return [onFault ?? []].flat().map((hook) => (report) => {
    return hook(report.thrown === thrown ? { ...report, thrown: original } : report);
  });
}
