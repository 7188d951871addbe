import { ACCOUNT_ID } from "../../config/account.ts";
import { type JavaMap, textOf, type Value } from "../../templates/java-values.ts";
import { follow } from "../../templates/json-path.ts";
import { extendedId, logTime, STAGE } from "../events.ts";
import { type ApiRequest, headerOf } from "../http-message.ts";

/** Members of `$context` that local has; the others would be written out as nothing. */
export const CONTEXT: readonly string[] = [
  "accountId",
  "apiId",
  "domainName",
  "domainPrefix",
  "extendedRequestId",
  "httpMethod",
  "identity",
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

/** The parts of `$context`. */
export interface ContextParts {
  readonly request: ApiRequest;
  readonly resource: string;
  readonly apiId: string;
  readonly override: ResponseOverride;
}

/** The variable `$context` of a request. */
export function contextOf({ request, resource, apiId, override }: ContextParts): JavaMap {
  const userAgent = headerOf(request, "user-agent") ?? null;
  return new Map<string, Value>([
    ["accountId", ACCOUNT_ID],
    ["apiId", apiId],
    ["domainName", headerOf(request, "host") ?? ""],
    ["domainPrefix", apiId],
    ["extendedRequestId", extendedId(request)],
    ["httpMethod", request.method],
    [
      "identity",
      new Map<string, Value>([
        ["sourceIp", "127.0.0.1"],
        ["userAgent", userAgent],
      ]),
    ],
    ["path", request.path],
    ["protocol", "HTTP/1.1"],
    ["requestId", request.id],
    ["requestTime", logTime(request.receivedAt)],
    ["requestTimeEpoch", { kind: "number", source: String(request.receivedAt.getTime()) }],
    ["resourceId", "local"],
    ["resourcePath", resource],
    ["responseOverride", override.all],
    ["stage", STAGE],
  ]);
}

/** A member of `$context` as text, by its path: `identity.sourceIp`. */
export function contextText(context: JavaMap, path: string): string | undefined {
  const value = follow(context, path.split("."));
  return value === undefined || value === null ? undefined : textOf(value);
}
