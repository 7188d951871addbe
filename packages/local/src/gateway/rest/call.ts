import type { Sources } from "./parameter-source.ts";
import type { ResponseOverride } from "./template-context.ts";

/** A request on its way through a route. */
export interface Call extends Sources {
  readonly resource: string;
  readonly override: ResponseOverride;
}
