import { isDeepStrictEqual } from "node:util";
import { Unproven } from "../../unproven.ts";
import type { Match, Routes } from "../routes.ts";
import { decodePath } from "./http-request.ts";

/**
 * Finds the route of a request to an HTTP API, with its parameters decoded.
 *
 * @throws Unproven for a slash that is encoded, where it decides on the route.
 */
export function findHttpRoute<Target>(
  routes: Routes<Target>,
  method: string,
  path: string,
): Match<Target> | undefined {
  const match = routes.find(method, path);
  const decoded = match && { ...match, pathParameters: decodeAll(match.pathParameters) };
  if (!/%2f/i.test(path) || isDeepStrictEqual(decoded, routes.find(method, decodePath(path)))) return decoded;
  throw new Unproven("whether %2F in a path is decoded before the route is found or after it");
}

function decodeAll(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decodePath(value)]));
}
