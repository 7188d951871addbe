import type { MockIntegration } from "../../gateway/rest-route-config.ts";
import { isScalar } from "../document/values.ts";
import type { Properties } from "./properties.ts";
import type { RestRoutes } from "./rest-target.ts";

const METHODS = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** The headers of a preflight's answer, each a text in single quotes as in a mapping. */
interface Preflight {
  readonly origin: string;
  readonly methods: string | undefined;
  readonly headers: string | undefined;
  readonly maxAge: string | undefined;
  readonly allowCredentials: boolean;
}

/** Makes the mock integration that answers preflights of a path. */
function preflightOf({ origin, methods, headers, maxAge, allowCredentials }: Preflight): MockIntegration {
  const given = {
    "Access-Control-Allow-Origin": origin,
    "Access-Control-Allow-Methods": methods,
    "Access-Control-Allow-Headers": headers,
    "Access-Control-Max-Age": maxAge,
    "Access-Control-Allow-Credentials": allowCredentials ? "'true'" : undefined,
  };
  const present = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    mock: {
      template: { "application/json": '{"statusCode": 200}' },
      responses: [{ statusCode: 200, headers: Object.fromEntries(present) }],
    },
  };
}

/** Lists the origins that mock integrations of an API name in full: pages of these may call it. */
export function namedOrigins(routes: RestRoutes): readonly string[] {
  const targets = Object.values(routes).filter((target) => typeof target === "object" && "mock" in target);
  return targets.flatMap(({ mock }) =>
    mock.responses.flatMap(({ headers = {} }) =>
      Object.entries(headers)
        .filter(([name]) => name.toLowerCase() === "access-control-allow-origin")
        .flatMap(([, value]) => /^'(https?:\/\/[^'/]+)'$/.exec(value)?.[1] ?? []),
    ),
  );
}

/** Makes the preflights that SAM makes for the paths of an API with `Cors`. */
export function takeSamCors(api: Properties, routes: RestRoutes): RestRoutes {
  if (!api.has("Cors")) return {};
  const preflights: RestRoutes = {};
  const given = api.get("Cors");
  const cors = api.part("Cors");
  const text = (name: string) => cors.text(name);
  const settings = isScalar(given)
    ? { origin: String(given) }
    : { origin: text("AllowOrigin") ?? "'*'", headers: text("AllowHeaders"), maxAge: text("MaxAge") };
  const allowCredentials = cors.flag("AllowCredentials") ?? false;
  const allowed = isScalar(given) ? undefined : text("AllowMethods");
  for (const path of new Set(Object.keys(routes).map((route) => route.slice(route.indexOf(" ") + 1)))) {
    if (Object.hasOwn(routes, `OPTIONS ${path}`)) continue;
    const methods = allowed ?? `'${methodsOf(path, routes).join(",")}'`;
    preflights[`OPTIONS ${path}`] = preflightOf({
      headers: undefined,
      maxAge: undefined,
      ...settings,
      methods,
      allowCredentials,
    });
  }
  cors.finish();
  return preflights;
}

function methodsOf(path: string, routes: RestRoutes): readonly string[] {
  if (Object.hasOwn(routes, `ANY ${path}`)) return METHODS;
  return METHODS.filter((method) => method === "OPTIONS" || Object.hasOwn(routes, `${method} ${path}`));
}
