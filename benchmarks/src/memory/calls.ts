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

/** The calls that are repeated until a leak shows. */
export const repeated: readonly Candidate[] = [
  ...named("success", success.slice(0, 4)),
  ...named("HTTP error", proxyError.slice(0, 2)),
  ...named("runtime error", standardError),
  ...parsing(300),
  ...fetching(300),
];

function named(group: string, candidates: readonly Candidate[]): Candidate[] {
  return candidates.map(({ name, run }) => ({ name: `${group}: ${name}`, run }));
}
