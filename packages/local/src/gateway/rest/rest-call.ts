import type { ParameterSources } from "./parameter-source.ts";
import type { RequestContext } from "./request-context.ts";
import type { ResponseOverride } from "./template-context.ts";

/** A request on its way through a route. */
export interface RestCall extends ParameterSources {
  readonly resource: string;
  readonly requestContext: RequestContext;
  readonly override: ResponseOverride;
  /** The API key that an authorizer has given the request. */
  readonly usageIdentifierKey?: string;
}
