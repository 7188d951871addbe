import { checkMembers, checkNumber, checkOneOf } from "../../config/check.ts";
import type { RestApiConfig } from "../api-config.ts";
import { outputOf } from "../function-output.ts";
import { headerOf } from "../http-message.ts";
import { findFunction } from "../integration.ts";
import { LONGEST_TIMEOUT_MS } from "../limits.ts";
import { matchesMediaType } from "../request-body.ts";
import { METHOD_MEMBERS, type ProxyIntegration } from "../rest-route-config.ts";
import { restEvent } from "./rest-event.ts";
import { restResponse } from "./rest-response.ts";
import { FAILED, invocationOf, invokeRoute, type RestRoute, type RoutePlace } from "./rest-route.ts";
import { streamRest } from "./streamed-rest-response.ts";

const MEMBERS: Record<keyof ProxyIntegration, true> = {
  function: true,
  responseTransferMode: true,
  timeoutMs: true,
  ...METHOD_MEMBERS,
};
/** The limit for an event of Lambda, in bytes. */
const MAX_EVENT_BYTES = 6 * 1024 * 1024;

/**
 * A proxy integration: the request is the event, and the output the response.
 *
 * @throws TypeError when its configuration is wrong.
 */
export function proxyRoute(
  place: RoutePlace,
  integration: ProxyIntegration,
  { binaryMediaTypes = [] }: RestApiConfig,
): RestRoute {
  const where = `api ${place.api}: ${place.route}`;
  checkMembers(where, integration, MEMBERS);
  const { responseTransferMode = "BUFFERED", timeoutMs = place.timeoutMs } = integration;
  checkOneOf(`${where}: responseTransferMode`, responseTransferMode, ["BUFFERED", "STREAM"]);
  const range = { unit: "milliseconds", above: 0, most: LONGEST_TIMEOUT_MS };
  checkNumber(`${where}: timeoutMs`, timeoutMs, range);
  const target = findFunction(place.api, place.service, integration.function);
  return async (call) => {
    const event = Buffer.from(JSON.stringify(restEvent(call, binaryMediaTypes)));
    if (event.length > MAX_EVENT_BYTES) return { type: "REQUEST_TOO_LARGE" };
    const invocation = invocationOf(event, call, place);
    if (responseTransferMode === "STREAM") return streamRest(target, invocation, timeoutMs);
    const answer = await invokeRoute(target, invocation, timeoutMs);
    if ("type" in answer) return answer;
    const returned = outputOf(answer);
    if (returned === undefined) return FAILED;
    // Not the type of the response: recorded on AWS, github.com/ministackorg/ministack/pull/767 (2026-06).
    const acceptsBinary = matchesMediaType(binaryMediaTypes, headerOf(call.request, "accept"));
    return restResponse(returned.output, acceptsBinary) ?? FAILED;
  };
}
