import { type Catalog, type Fault, isFault } from "@faultwire/catalog";
import { describe, findFault } from "@faultwire/catalog/internal";
import { type ReportSettings, report } from "../report/report.ts";
import { cleanError } from "./clean-error.ts";

/** The settings of a mapping. */
export interface MappingSettings extends ReportSettings {
  readonly throws: Catalog;
  readonly mapError?: ((error: unknown) => unknown) | undefined;
}

/**
 * Maps a thrown value to a fault of the catalog; undefined if the mapping leaves it alone. A mapping that throws, or
 * returns anything else, is logged. Never throws.
 */
export function mapError(thrown: unknown, settings: MappingSettings): Fault | undefined {
  const { mapError: map, throws } = settings;
  if (map === undefined) return undefined;
  try {
    const mapped = map(thrown);
    if (mapped === undefined || mapped === null) return undefined;
    if (isFault(mapped) && findFault(throws, mapped.errorType)) return mapped;
    report(cleanError("TypeError", refusal(mapped, throws)), "mapError", settings);
  } catch (failure) {
    // It must not replace what was thrown.
    report(failure, "mapError", settings);
  }
  return undefined;
}

function refusal(mapped: unknown, { name }: Catalog): string {
  if (isFault(mapped))
    return `mapError returned the fault ${mapped.errorType}, which the catalog "${name}" in throws does not have: add it there`;
  const advice =
    typeof mapped === "function" ? "an instance, made with new" : `a fault of "${name}", or undefined`;
  return `mapError returned ${describe(mapped)}: return ${advice}`;
}
