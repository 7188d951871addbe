import { type JavaMap, textOf, type Value } from "../../templates/java-values.ts";
import { follow } from "../../templates/json-path.ts";
import type { RequestContext } from "./request-context.ts";

/** Members of `$context` that local has; the others would be written out as nothing. */
export const CONTEXT: readonly string[] = [
  "accountId",
  "apiId",
  "deploymentId",
  "domainName",
  "domainPrefix",
  "extendedRequestId",
  "httpMethod",
  "identity",
  "authorizer",
  "path",
  "protocol",
  "requestId",
  "requestTime",
  "requestTimeEpoch",
  "resourceId",
  "resourcePath",
  "responseOverride",
  "stage",
];

/** Status and headers that templates set; each may be set once. */
export interface ResponseOverride {
  readonly all: JavaMap;
  readonly headers: JavaMap;
}

/** Makes an override without status and headers. */
export function newOverride(): ResponseOverride {
  const headers: JavaMap = new Map();
  return { all: new Map<string, Value>([["header", headers]]), headers };
}

/** Makes the variable `$context` of a request. */
export function contextOf(requestContext: RequestContext, override: ResponseOverride): JavaMap {
  return new Map<string, Value>([
    ["authorizer", new Map()],
    ...mapOf(requestContext),
    ["responseOverride", override.all],
  ]);
}

/** A member that the request has not is written as nothing. */
function mapOf(members: object): JavaMap {
  return new Map(
    Object.entries(members).map(([name, value]: [string, unknown]): [string, Value] => {
      if (typeof value === "number") return [name, { kind: "number", source: String(value) }];
      return [name, typeof value === "object" && value !== null ? mapOf(value) : String(value ?? "")];
    }),
  );
}

/** A member of `$context` as text, by its path: `identity.sourceIp`. */
export function contextText(context: JavaMap, path: string): string | undefined {
  const value = follow(context, path.split("."));
  return value === undefined || value === null ? undefined : textOf(value);
}
