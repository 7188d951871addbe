import type { Position, Positions } from "../document/positions.ts";
import type { TemplateMembers } from "../document/values.ts";
import type { Gaps } from "../template-gap.ts";

/** A serverless.yml whose variables are resolved. */
export interface Service {
  readonly name: string;
  readonly stage: string;
  readonly provider: TemplateMembers;
  readonly config: TemplateMembers;
  /** The keys of all functions. */
  readonly functions: readonly string[];
  readonly positions: Positions;
  readonly gaps: Gaps;
  readonly file: string;
}

/** Returns the place of a member, or the first line. */
export function positionIn({ positions, file }: Service, container: unknown, member?: string): Position {
  return positions.find(container, member) ?? { file, line: 1 };
}
