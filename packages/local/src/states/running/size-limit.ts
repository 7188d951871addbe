import type { StateData } from "../model/state-data.ts";
import { StateFailure } from "../model/state-failure.ts";

/** "Maximum input or output size for a task, state, or execution: 256 KiB of data as a UTF-8 encoded string" */
export const LARGEST_DATA = 262_144;

/**
 * Checks that data is not larger than Step Functions takes.
 *
 * @throws StateFailure that names the state or the resource.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 */
export function checkSize(value: StateData, name: string): void {
  if (Buffer.byteLength(JSON.stringify(value)) <= LARGEST_DATA) return;
  throw new StateFailure(
    "States.DataLimitExceeded",
    `The state/task '${name}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}
