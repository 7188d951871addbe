import { checkMembers, checkOneOf, checkWhole, describe } from "../config/check.ts";
import { type ApiRequest, type HeaderPairs, headerOf } from "./http-message.ts";

/** The answers of an HTTP API or a Function URL to pages of other origins, in AWS's words. */
export interface CorsConfig {
  /**
   * Origins such as `https://www.example.com`, or `*` for all. An HTTP API has `https://*` and `http://*` too. A page of
   * an origin that is named here in full may call the API, as if it were in `origins`.
   */
  readonly allowOrigins?: readonly string[];
  /** Methods, or `*`. */
  readonly allowMethods?: readonly string[];
  /** Headers of requests, or `*`. */
  readonly allowHeaders?: readonly string[];
  /** Headers of responses that pages may read, or `*`. */
  readonly exposeHeaders?: readonly string[];
  /** The seconds for which a browser may keep the answer to a preflight, at most 86,400. */
  readonly maxAge?: number;
  /** @default false */
  readonly allowCredentials?: boolean;
}

/** The rules of the front that a configuration is for. */
export interface CorsRules {
  readonly leastMaxAge: number;
  readonly methods: readonly string[];
  /** Whether AWS refuses credentials for pages of all origins. */
  readonly refusesOpenCredentials: boolean;
}

const MEMBERS: Record<keyof CorsConfig, true> = {
  allowOrigins: true,
  allowMethods: true,
  allowHeaders: true,
  exposeHeaders: true,
  maxAge: true,
  allowCredentials: true,
};
const LISTS = ["allowOrigins", "allowMethods", "allowHeaders", "exposeHeaders"] as const;
const MAX_AGE_SECONDS = 86_400;

/**
 * Checks a configuration.
 *
 * @throws TypeError naming the member and what to do.
 */
export function checkCors(where: string, cors: CorsConfig, rules: CorsRules): void {
  checkMembers(where, cors, MEMBERS);
  for (const member of LISTS) {
    const list: unknown = cors[member] ?? [];
    if (!Array.isArray(list) || !list.every((entry) => typeof entry === "string" && entry !== ""))
      throw new TypeError(`${where}.${member} is a list of texts; it is ${describe(list)}`);
  }
  for (const method of cors.allowMethods ?? [])
    checkOneOf(`${where}.allowMethods: an entry`, method, [...rules.methods, "*"]);
  const { maxAge = 0, allowCredentials = false, allowOrigins = [] } = cors;
  checkWhole(`${where}.maxAge`, maxAge, { unit: "seconds", least: rules.leastMaxAge, most: MAX_AGE_SECONDS });
  if (typeof allowCredentials !== "boolean")
    throw new TypeError(`${where}.allowCredentials is true or false; it is ${describe(allowCredentials)}`);
  if (allowCredentials && rules.refusesOpenCredentials && allowOrigins.includes("*"))
    throw new TypeError(
      `${where}: AWS answers "allow-credentials is not supported if 'allow-origin' is *"; list the origins`,
    );
}

/** Whether a browser asks before it sends a request. */
export function isPreflight(request: ApiRequest): boolean {
  return (
    request.method === "OPTIONS" &&
    headerOf(request, "origin") !== undefined &&
    headerOf(request, "access-control-request-method") !== undefined
  );
}

/** Makes the headers for a request: none for an origin that is not allowed, and for a request without one. */
export function corsHeaders(cors: CorsConfig, request: ApiRequest): HeaderPairs {
  const origin = allowedOrigin(cors, headerOf(request, "origin"));
  if (origin === undefined) return [];
  const { allowCredentials, exposeHeaders, allowMethods, allowHeaders, maxAge } = cors;
  const headers: (readonly [string, string | undefined])[] = [
    ["access-control-allow-origin", origin],
    ["access-control-allow-credentials", allowCredentials ? "true" : undefined],
    ...(isPreflight(request)
      ? ([
          ["access-control-allow-methods", allowMethods?.join(",")],
          ["access-control-allow-headers", allowHeaders?.join(",")],
          ["access-control-max-age", maxAge?.toString()],
        ] as const)
      : ([["access-control-expose-headers", exposeHeaders?.join(",")]] as const)),
  ];
  return headers.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}

/** Returns the origins that a configuration names in full. */
export function namedOrigins({ allowOrigins = [] }: CorsConfig): readonly string[] {
  return allowOrigins.filter((origin) => !origin.includes("*"));
}

function allowedOrigin({ allowOrigins = [] }: CorsConfig, origin: string | undefined): string | undefined {
  if (origin === undefined) return undefined;
  if (allowOrigins.includes("*")) return "*";
  const isAllowed = allowOrigins.some(
    (allowed) => allowed === origin || (allowed.endsWith("//*") && origin.startsWith(allowed.slice(0, -1))),
  );
  return isAllowed ? origin : undefined;
}
