import type { Candidate } from "../measuring/compare.ts";
import { fetching } from "../times/fetch.ts";
import { parsing, parsingCauses } from "../times/parse-payload.ts";
import { proxyError } from "../times/proxy-error.ts";
import { standardError } from "../times/standard-error.ts";
import { success } from "../times/success.ts";
import { withoutStack } from "../times/without-stack.ts";

/** The calls whose memory is counted. The first of a group is what the others are compared with. */
export const groups: readonly (readonly Candidate[])[] = [
  named("success", success),
  named("HTTP error", proxyError),
  named("HTTP error", withoutStack),
  named("runtime error", standardError),
  parsing(300),
  parsing(60_000),
  parsingCauses(),
];

/** The calls that are repeated until a leak would show: one by hand, which shows what V8 itself keeps, and ours. */
export const repeated: readonly Candidate[] = [
  ...named(
    "success",
    success.filter(({ name }) => /hand-written|wrapHandler|deadline/.test(name)),
  ),
  ...named("HTTP error", proxyError.slice(0, 2)),
  ...named("runtime error", standardError.slice(1)),
  ...parsing(300).slice(2),
  ...fetching(300).slice(1),
];

function named(group: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.map(({ name, run }) => ({ name: `${group}: ${name}`, run }));
}
