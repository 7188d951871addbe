import { TRACE_HEADER, traceOfRequest } from "../trace.ts";
import { type ApiRequest, type HeaderPairs, headerOf, replaceHeader, SOURCE_IP } from "./http-message.ts";

/** The rules by which a front passes headers on to a function. */
export interface ForwardingRules {
  /** Headers that are dropped. */
  readonly dropped: RegExp;
  /** The protocol that clients of the front speak on AWS. */
  readonly protocol: "https" | "http";
  /** Further headers that the front adds. */
  readonly added?: HeaderPairs;
}

/** The port of every client that speaks HTTPS. */
const HTTPS_PORT = "443";

/** Makes the request that a function gets: without the headers that are dropped, with those that every front adds. */
export function forward(request: ApiRequest, { dropped, protocol, added = [] }: ForwardingRules): ApiRequest {
  const before = headerOf(request, "x-forwarded-for");
  const all: HeaderPairs = [
    ...added,
    ["X-Amzn-Trace-Id", traceOfRequest(headerOf(request, TRACE_HEADER))],
    ["X-Forwarded-For", before === undefined ? SOURCE_IP : `${before}, ${SOURCE_IP}`],
    ["X-Forwarded-Port", protocol === "https" ? HTTPS_PORT : String(request.port)],
    ["X-Forwarded-Proto", protocol],
  ];
  const headers = all.reduce<HeaderPairs>(
    (others, [name, value]) => replaceHeader(others, name, value),
    request.headers.filter(([name]) => !dropped.test(name)),
  );
  return { ...request, headers };
}
