import type { FilterCriteria } from "../../event-sources/record-filter.ts";
import type { Properties } from "./properties.ts";

/** Takes the filters of the mapping of an event source. */
export function filtersOf(properties: Properties): FilterCriteria | undefined {
  const criteria = properties.part("FilterCriteria");
  const filters = criteria.parts("Filters").map((filter) => ({ pattern: filter.text("Pattern") ?? "" }));
  return filters.length === 0 ? undefined : { filters };
}
