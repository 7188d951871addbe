import type { IncomingMessage, ServerResponse } from "node:http";
import { describe } from "./config/check.ts";

/** The web pages and names from which requests are let in; by default none. */
export interface Visitors {
  /** Origins of pages: `http://localhost:5173`. */
  readonly origins: readonly string[];
  /** Names in the Host header, besides those of this machine: `api.example.com`. */
  readonly hosts: readonly string[];
  /** Whether pages that come from the server itself may call it. */
  readonly ownPages: boolean;
}

const NONE: Visitors = { origins: [], hosts: [], ownPages: false };
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Answers for requests that a web page could have made, and returns whether it did: a page must not invoke
 * functions, neither across origins nor through a name that it lets point at this machine.
 */
export function refuseWebPages(
  request: IncomingMessage,
  response: ServerResponse,
  visitors: Visitors = NONE,
): boolean {
  const why = refusalOf(request, visitors);
  if (why === undefined) return false;
  response.writeHead(403, { "content-type": "text/plain" });
  response.end(`@faultwire/local serves programs on this machine only: ${why}.\n`);
  return true;
}

function refusalOf({ headers }: IncomingMessage, visitors: Visitors): string | undefined {
  const { host = "", origin, referer } = headers;
  const name = host.replace(/:\d+$/, "").toLowerCase();
  if (!LOOPBACK.test(name) && !visitors.hosts.some((each) => each.toLowerCase() === name))
    return `the Host header names ${host || "nothing"}; list it in the option hosts to let it in`;
  const site = headers["sec-fetch-site"] ?? "none";
  const isOwn = visitors.ownPages && (origin === undefined || origin === `http://${host}`);
  if (isOwn && (site === "same-origin" || site === "none")) return undefined;
  if (origin !== undefined) {
    if (visitors.origins.includes(origin)) return undefined;
    return `the request comes from the origin ${origin}; list it in the option origins to let it in`;
  }
  // Images, forms and links tell no origin: a browser only says that the page is another.
  if (site === "same-origin" || site === "none" || visitors.origins.includes(originOf(referer)))
    return undefined;
  return `the request comes from a page of another origin (Sec-Fetch-Site: ${site}); list that in the option origins to let it in`;
}

function originOf(referer = ""): string {
  return URL.canParse(referer) ? new URL(referer).origin : "";
}

/**
 * Checks the lists of origins and hosts.
 *
 * @throws TypeError naming the entry that is wrong and what to do.
 */
export function checkVisitors({ origins = [], hosts = [] }: Partial<Visitors>): void {
  checkList("origins", origins, {
    example: '"http://localhost:5173"',
    isRight: (origin) => URL.canParse(origin) && new URL(origin).origin === origin,
  });
  checkList("hosts", hosts, {
    example: '"api.example.com", without a port',
    isRight: (host) => /^[a-z\d-]+(?:\.[a-z\d-]+)*$/i.test(host),
  });
}

interface Entry {
  readonly example: string;
  readonly isRight: (entry: string) => boolean;
}

function checkList(member: string, list: unknown, { example, isRight }: Entry): void {
  if (!Array.isArray(list)) throw new TypeError(`${member} is a list; it is ${describe(list)}`);
  const wrong: unknown = list.find((entry) => typeof entry !== "string" || !isRight(entry));
  if (wrong !== undefined)
    throw new TypeError(`${member} has entries like ${example}; it has ${describe(wrong)}`);
}
