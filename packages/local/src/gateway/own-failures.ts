import { checkMembers, describe, unknownName } from "../config/check.ts";
import type { InjectionOptions } from "../faults/injection.ts";
import type { ApiTarget } from "../faults/injections.ts";
import type { ApiConfig } from "./api-config.ts";

/** The statuses that each front fails with by itself, and local has the answers of. */
export const OWN_FAILURES: Readonly<Record<ApiConfig["type"], readonly number[]>> = {
  rest: [429, 500, 502, 504],
  http: [429, 500, 503],
  "function-url": [429, 502],
  alb: [502, 503, 504],
};

const MEMBERS: Record<keyof ApiTarget, true> = { api: true, route: true };

/**
 * Checks the API whose calls are to fail, and that it can fail so.
 *
 * @throws TypeError naming the member and what to do.
 */
export function checkApiTarget(
  target: ApiTarget,
  apis: Readonly<Record<string, ApiConfig>>,
  { with: kind }: Pick<InjectionOptions, "with">,
): void {
  checkMembers("fail", target, MEMBERS);
  const config = Object.hasOwn(apis, target.api) ? apis[target.api] : undefined;
  if (config === undefined) throw unknownName("fail", target.api, { kind: "api", names: Object.keys(apis) });
  const routes = "routes" in config ? Object.keys(config.routes) : [];
  if (target.route !== undefined && !routes.includes(target.route))
    throw unknownName(`fail: api ${target.api}`, target.route, { kind: "route", names: routes });
  const statuses = OWN_FAILURES[config.type];
  const status =
    typeof kind === "object" && kind !== null && !("error" in kind) && Reflect.get(kind, "status");
  if (typeof status !== "number" || statuses.includes(status)) return;
  throw new TypeError(
    `fail: status of api ${target.api} (${config.type}) is one of ${statuses.join(", ")}; it is ${describe(status)}`,
  );
}
