import { describe } from "../../config/check.ts";
import { headerOf, SOURCE_IP } from "../http-message.ts";
import type { HttpPlace, HttpSubject } from "./http-event.ts";

/** Reads a part of a request; undefined where it is not there. */
export type IdentitySource = (subject: HttpSubject, place: HttpPlace) => string | undefined;

/** Context variables that local has here. */
const CONTEXT: Readonly<Record<string, IdentitySource>> = {
  accountId: (_, { account }) => account.accountId,
  apiId: (_, { apiId }) => apiId,
  domainName: ({ request }) => headerOf(request, "host"),
  httpMethod: ({ request }) => request.method,
  "identity.sourceIp": () => SOURCE_IP,
  "identity.userAgent": ({ request }) => headerOf(request, "user-agent"),
  path: ({ request }) => request.decodedPath,
  protocol: () => "HTTP/1.1",
  routeKey: ({ route }) => route.routeKey,
  stage: (_, { stage }) => stage,
};

/**
 * Compiles identity sources with commas between them.
 *
 * @throws TypeError naming the source and the forms that there are.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html#http-api-lambda-authorizer.identity-sources
 */
export function identitySources(where: string, written = ""): readonly IdentitySource[] {
  if (typeof written !== "string") throw wrongSource(where, written);
  return written
    .split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "")
    .map((source) => identitySource(where, source));
}

function identitySource(where: string, source: string): IdentitySource {
  const [, part, name = ""] = /^\$(request\.header|request\.querystring|context)\.(\S+)$/.exec(source) ?? [];
  if (part === "request.header") return ({ request }) => headerOf(request, name.toLowerCase());
  if (part === "request.querystring") return ({ request }) => request.query.get(name) ?? undefined;
  const variable = part === "context" && Object.hasOwn(CONTEXT, name) ? CONTEXT[name] : undefined;
  if (variable === undefined) throw wrongSource(where, source);
  return variable;
}

function wrongSource(where: string, source: unknown): TypeError {
  return new TypeError(
    `${where}.identitySource has $request.header.<name>, $request.querystring.<name> and $context.<one of ${Object.keys(CONTEXT).join(" | ")}>; it has ${describe(source)}`,
  );
}
