import type { AuthorizerResults } from "./authorizers/authorizer-results.ts";
import type { FunctionService } from "./integration.ts";

/** The service that an API is part of. */
export interface ApiService extends FunctionService {
  readonly authorizerResults: AuthorizerResults;
}
