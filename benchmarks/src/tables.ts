import { compareFirstCalls, compareImports } from "./imports/compare-imports.ts";
import { type Candidate, compare } from "./measuring/compare.ts";
import { countAllocations } from "./memory/count-allocations.ts";
import { countRetained } from "./memory/count-retained.ts";
import { additionTable, ratioTable } from "./report/markdown.ts";
import type { Table } from "./report/table.ts";
import { sizesTable } from "./sizes/count-sizes.ts";
import { batch } from "./times/batch.ts";
import { fetching } from "./times/fetch.ts";
import { invokers } from "./times/invokers.ts";
import { compareColdStart, compareLocal } from "./times/local-service.ts";
import { parsing, parsingCauses } from "./times/parse-payload.ts";
import { proxyError } from "./times/proxy-error.ts";
import { failedResponse, succeededResponse } from "./times/response.ts";
import { roundTrip } from "./times/round-trip.ts";
import { standardError } from "./times/standard-error.ts";
import { streams } from "./times/streams.ts";
import { success } from "./times/success.ts";
import { withoutStack } from "./times/without-stack.ts";
import { typesTable } from "./types/count-costs.ts";

const MICROSECONDS = { name: "µs", digits: 2 };
const WHOLE_MICROSECONDS = { name: "µs", digits: 0 };
const MILLISECONDS = { name: "ms", digits: 1 };

/** All tables of docs/performance.md that a program writes, in the order of the page. */
export const tables: readonly Table[] = [
  { name: "sizes", isCounted: true, measure: sizesTable },
  { name: "imports", measure: async () => additionTable(await compareImports(), MILLISECONDS) },
  { name: "first-call", measure: async () => additionTable(await compareFirstCalls(), MILLISECONDS) },
  timed("success", success),
  timed("streams", streams),
  timed("proxy-error", proxyError),
  timed("without-stack", withoutStack),
  timed("standard-error", standardError),
  timed("batch", batch),
  timed("invokers", invokers),
  timed("parse", parsing(300), parsing(3000), parsing(60_000), parsingCauses()),
  timed("response", failedResponse, succeededResponse),
  timed("fetch", fetching(3000), fetching(1_000_000)),
  timed("round-trip", roundTrip),
  { name: "allocations", isCounted: true, measure: countAllocations },
  { name: "retained", measure: countRetained },
  { name: "types", isCounted: true, measure: typesTable },
  { name: "local", measure: async () => ratioTable(await compareLocal(), WHOLE_MICROSECONDS) },
  { name: "cold-start", measure: async () => ratioTable([await compareColdStart()], MILLISECONDS) },
];

/** A table of groups, each with its own first row to compare with. */
function timed(name: string, ...groups: readonly (readonly Candidate[])[]): Table {
  const measure = async () => {
    const samples = [];
    for (const group of groups) samples.push(await compare(group));
    return ratioTable(samples, MICROSECONDS);
  };
  return { name, measure };
}
