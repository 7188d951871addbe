import { checkBoolean, checkMembers } from "../../config/check.ts";
import { type AlbConfig, LISTENER } from "../api-config.ts";
import type { ApiService } from "../api-service.ts";
import { type ApiResponse, headerOf } from "../http-message.ts";
import { type ApiHandler, findFunction, invokeForApi } from "../integration.ts";
import { OWN_FAILURES } from "../own-failures.ts";
import { albEvent, albRequest } from "./alb-event.ts";
import { albPage, albResponse } from "./alb-response.ts";

const MEMBERS: Record<keyof AlbConfig, true> = {
  type: true,
  function: true,
  multiValueHeaders: true,
  ...LISTENER,
};
/** The longest that a function may run; a load balancer waits for it. */
const TIMEOUT_MS = 900_000;
/** The limit for a request's body, and for the function's answer as JSON. */
const MAX_BYTES = 1024 * 1024;
/** The limits for one header and for the whole head, in bytes. */
const MAX_HEADER_BYTES = 16 * 1024;
const MAX_HEAD_BYTES = 64 * 1024;

/** The failures of a load balancer, each with its title. */
const FAILURES: ReadonlyMap<number, string> = new Map([
  [502, "Bad Gateway"],
  [503, "Service Temporarily Unavailable"],
  [504, "Gateway Time-out"],
]);

/**
 * An Application Load Balancer in front of a function. A function error, a throttle, a timeout and a malformed output
 * are all one: a 502 page.
 *
 * @throws TypeError when its configuration is wrong.
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 */
export function alb(name: string, config: AlbConfig, service: ApiService): ApiHandler {
  checkMembers(`api ${name}`, config, MEMBERS);
  const { multiValueHeaders = false } = config;
  checkBoolean(`api ${name}: multiValueHeaders`, multiValueHeaders);
  const target = findFunction(name, service, config.function);
  const group = { name, account: service.functions.account, isMultiValue: multiValueHeaders };
  const api = { name, routeKey: "default", statuses: OWN_FAILURES.alb };
  return async (received) => {
    const request = albRequest(received);
    const isTooLarge =
      received.headBytes > MAX_HEAD_BYTES ||
      received.headers.some(([header, value]) => header.length + value.length > MAX_HEADER_BYTES);
    if (isTooLarge || headerOf(received, "upgrade") !== undefined) return albPage(400, "Bad Request");
    if (received.body.length > MAX_BYTES) return albPage(413, "Request Entity Too Large");
    const event = Buffer.from(JSON.stringify(albEvent(request, group)));
    const answer = await invokeForApi(target, { event, request, api }, TIMEOUT_MS);
    if (answer !== "too late" && "failsWith" in answer) return failurePage(answer.failsWith);
    const response =
      answer === "too late" || "status" in answer || answer.body.length > MAX_BYTES
        ? undefined
        : albResponse(answer, multiValueHeaders);
    return response ?? failurePage(502);
  };
}

function failurePage(status: number): ApiResponse {
  return albPage(status, FAILURES.get(status) ?? "");
}
