import { type BodyFormat, problemDetails } from "@faultwire/wire";
import { UsageError } from "../usage-error.ts";

const PROBLEM_DETAILS = /^problem-details(?:=(.+))?$/;

/**
 * Reads the option `--body`: nothing for the default, `problem-details`, or `problem-details=URI` with the part that the
 * URIs of all types have in common.
 *
 * @throws UsageError for any other format.
 */
export function bodyOption(given: string | undefined): { readonly body?: BodyFormat } {
  if (given === undefined) return {};
  const [found, types] = PROBLEM_DETAILS.exec(given) ?? [];
  if (found !== undefined) return { body: problemDetails(types) };
  throw new UsageError(
    `generate: --body is problem-details or problem-details=https://errors.example.com/; it is ${given}`,
  );
}
