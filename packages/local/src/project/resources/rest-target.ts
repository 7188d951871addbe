import type { RestApiConfig } from "../../gateway/api-config.ts";

/** The target of a route of a REST API. */
export type RestTarget = RestApiConfig["routes"][string];

/** The routes of a REST API, by method and path. */
export type RestRoutes = Record<string, RestTarget>;
