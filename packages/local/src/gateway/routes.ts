/** A route that a request was found to take. */
export interface Match<Target> {
  readonly target: Target;
  /** The route as it was written: `GET /orders/{orderId}`. */
  readonly routeKey: string;
  readonly resource: string;
  /** As they are in the path. */
  readonly pathParameters: Readonly<Record<string, string>>;
}

interface Route<Target> {
  readonly target: Target;
  readonly routeKey: string;
  readonly method: string;
  readonly resource: string;
  readonly segments: readonly string[];
}

const ROUTE = /^(ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT) (\/\S*)$/;
const DEFAULT = "$default";

/**
 * Finds routes by method and path: those without a greedy parameter before those with one, then those with the most
 * literal segments.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export class Routes<Target> {
  readonly #routes: readonly Route<Target>[];
  readonly #fallback: Target | undefined;

  /** @throws TypeError for a route that is not a method and path. */
  constructor(api: string, targets: Readonly<Record<string, Target>>) {
    const { [DEFAULT]: fallback, ...rest } = targets;
    this.#fallback = fallback;
    this.#routes = Object.entries(rest)
      .map(([routeKey, target]) => toRoute(api, routeKey, target))
      .sort(
        (one, other) => Number(isGreedy(one)) - Number(isGreedy(other)) || literals(other) - literals(one),
      );
  }

  find(method: string, path: string): Match<Target> | undefined {
    for (const route of this.#routes) {
      const pathParameters =
        route.method === "ANY" || route.method === method ? match(route, path) : undefined;
      if (pathParameters)
        return { target: route.target, routeKey: route.routeKey, resource: route.resource, pathParameters };
    }
    if (this.#fallback === undefined) return undefined;
    return { target: this.#fallback, routeKey: DEFAULT, resource: DEFAULT, pathParameters: {} };
  }
}

function toRoute<Target>(api: string, routeKey: string, target: Target): Route<Target> {
  const [, method, resource] = ROUTE.exec(routeKey) ?? [];
  if (method === undefined || resource === undefined) {
    throw new TypeError(
      `api ${api}: a route is "<METHOD> /<path>", for example "GET /orders/{orderId}"; it is "${routeKey}"`,
    );
  }
  return { target, routeKey, method, resource, segments: resource.split("/").slice(1) };
}

function isGreedy({ segments }: Route<unknown>): boolean {
  return segments.some((segment) => segment.endsWith("+}"));
}

function literals({ segments, method }: Route<unknown>): number {
  const count = segments.filter((segment) => !segment.startsWith("{")).length;
  return count * 2 + (method === "ANY" ? 0 : 1);
}

function match({ segments }: Route<unknown>, path: string): Record<string, string> | undefined {
  const given = path.split("/").slice(1);
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const [, name, greedy] = /^\{([^+}]+)(\+?)\}$/.exec(segment) ?? [];
    const part = given[index];
    if (name === undefined) {
      if (segment !== part) return undefined;
    } else if (part === undefined || part === "") {
      return undefined;
    } else if (greedy) {
      parameters[name] = given.slice(index).join("/");
      return parameters;
    } else {
      parameters[name] = part;
    }
  }
  return given.length === segments.length ? parameters : undefined;
}
