import { encodeProxyResponse, mergeHeaders, type ProxyFlavour } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { isHttpResult } from "../http-result.ts";
import { checkOutput } from "./check-output.ts";
import { addHeaders } from "./own-response.ts";
import { checkSize, toJson } from "./result-limits.ts";

/** The form in which a result leaves. */
export interface ResultForm {
  readonly output?: StandardSchemaV1 | undefined;
  readonly flavour: ProxyFlavour | undefined;
  /** Headers for an HTTP answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** The place where the handler was wrapped, for the log. */
  readonly wrappedAt?: Error | undefined;
}

/** Statuses whose answers have no body. */
const WITHOUT_BODY = [204, 205, 304];

/**
 * Writes a handler's result in the form that the invoker takes: a response for a request, elsewhere the value itself.
 * With an `output` schema it is validated, and proven to be JSON and small enough.
 *
 * @throws HandlerFault `ResultTooLarge` or `InternalFailure`, with the reason.
 */
export async function writeResult(result: unknown, form: ResultForm): Promise<unknown> {
  const { output, flavour, headers } = form;
  const http = isHttpResult(result) ? result : undefined;
  const given = http ? http["~value"] : result;
  const value = output ? await checkOutput(output, given, form.wrappedAt) : given;
  if (flavour === undefined) {
    if (output) checkSize(toJson(value), undefined, undefined);
    return value;
  }
  if (!output && !http) return addHeaders(value, headers, flavour);
  return jsonResponse(toJson(value), flavour, { status: http?.status, own: http?.headers, headers });
}

interface ResponseHead {
  readonly status: number | undefined;
  /** Headers of this answer. */
  readonly own: Readonly<Record<string, string>> | undefined;
  /** Headers of every answer. */
  readonly headers: Readonly<Record<string, string>>;
}

function jsonResponse(
  json: string | undefined,
  flavour: ProxyFlavour,
  { status = json === undefined ? 204 : 200, own, headers }: ResponseHead,
): unknown {
  const body = json === undefined || WITHOUT_BODY.includes(status) ? "" : json;
  const type = body === "" ? {} : { "Content-Type": "application/json" };
  const merged = mergeHeaders({ ...headers, ...type, ...own }, {});
  const response = encodeProxyResponse({ status, headers: merged, body }, flavour);
  checkSize(JSON.stringify(response), body, flavour);
  return response;
}
