import type { Catalog } from "@faultwire/catalog";
import { catchFor, retryFor } from "@faultwire/infra";
import { UsageError } from "../usage-error.ts";
import type { TargetValues } from "./target.ts";

/** The input of the state with the error as one more member, as `$.error` of JSONPath. */
const INPUT_AND_ERROR = '{% $merge([$states.input, {"error": $states.errorOutput}]) %}';

/** Makes `Retry` and `Catch` as members of a task. */
export function taskErrors(catalog: Catalog, { idempotent, jsonata, next, others }: TargetValues): object {
  const place = jsonata ? { output: INPUT_AND_ERROR } : { resultPath: "$.error" };
  const hasCatch = next !== undefined || others !== undefined;
  return {
    Retry: retryFor(catalog, { idempotent: readBoolean(idempotent) }),
    ...(hasCatch && { Catch: catchFor(catalog, { next: readNext(next), others, ...place }) }),
  };
}

function readBoolean(given: string | undefined): boolean | undefined {
  if (given === undefined) return undefined;
  if (given === "true" || given === "false") return given === "true";
  throw new UsageError(`generate: --idempotent is true or false; it is ${given}`);
}

/** Reads `State`, or `Fault=State,Other=State`. */
function readNext(given = ""): string | Record<string, string> {
  if (given !== "" && !given.includes("=")) return given;
  const pairs =
    given === ""
      ? []
      : given
          .split(",")
          .filter(Boolean)
          .map((pair) => pair.split("="));
  return Object.fromEntries(pairs.map(([name = "", ...state]) => [name.trim(), state.join("=").trim()]));
}
