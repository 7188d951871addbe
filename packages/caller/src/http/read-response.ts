import type { Catalog, Fault } from "@faultwire/catalog";
import { decodeTraceId, type HttpResponse, parseJson } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { malformed } from "../malformed.ts";
import type { Meta, Outcome } from "../outcome.ts";
import { readResult } from "../read-result.ts";
import { readHttp } from "./read-http.ts";

/** The faults and the schema that a response is read with. */
export interface ResultSettings {
  readonly faults: Catalog;
  readonly output?: StandardSchemaV1 | undefined;
}

/** Reads the result or the fault of a response. Rejects if its body cannot be received. */
export async function readResponse(
  response: Response,
  { faults, output }: ResultSettings,
): Promise<Outcome<unknown, Fault>> {
  const { status } = response;
  const read = { status, headers: Object.fromEntries(response.headers), body: await response.text() };
  const requestId = read.headers["x-amzn-requestid"] ?? read.headers["apigw-requestid"];
  // A response that the browser hides has the status 0.
  const traceId = decodeTraceId(read.headers["x-amzn-trace-id"]);
  const meta: Meta = { statusCode: status || undefined, requestId, traceId, attempts: 1 };
  const fault = isUnreadableRedirect(read) ? redirectFault(read, traceId) : readHttp(read, faults);
  if (fault) return { ok: false, fault, meta };
  const result = await readResult(read.body, output, { wire: "http", payload: read, requestId, traceId });
  return "fault" in result
    ? { ok: false, fault: result.fault, meta }
    : { ok: true, value: result.value, meta };
}

/** A redirect without a result: a handler's own may have one, as JSON. */
function isUnreadableRedirect({ status, body }: HttpResponse): boolean {
  return status < 200 || (status >= 300 && status < 400 && parseJson(body) === undefined);
}

function redirectFault(payload: HttpResponse, traceId: string | undefined): Fault {
  // The wire's reader writes headers as one object of texts.
  const { location } = payload.headers as Readonly<Record<string, string>>;
  return malformed({
    message: `The response is a redirect${location === undefined ? "" : ` to ${location}`}, and callers follow none`,
    issues: "call the URL that it redirects to, or use createFetch()",
    execution: "unknown",
    origin: { wire: "http", payload, traceId },
  });
}
