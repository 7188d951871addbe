import type { Catalog, Fault } from "@faultwire/catalog";
import { classifyGatewayError, type ReceiveContext, toFault } from "@faultwire/catalog/receiving";
import {
  decodeBodyRecord,
  decodeCognitoResponse,
  decodeFramedBody,
  decodeHttp,
  decodeInvocation,
  decodeServiceBody,
  type HttpResponse,
  headerReader,
  isJsonObject,
  parseJson,
  parseServerSentEvents,
  type WireError,
} from "@faultwire/wire";
import { bytesIn } from "../bytes.ts";
import { type InvokeOutput, payloadText, readInvokeOutput } from "../invoke-output.ts";

/** Makes the fault of an HTTP response whose body was read; returns undefined for a success. */
export function readHttp(response: HttpResponse, catalog: Catalog): Fault | undefined {
  const { status, body } = response;
  // Only the Lambda API has this header: the response is that of an Invoke, sent without the SDK.
  if (status < 300 && headerReader(response.headers)("x-amz-function-error") !== undefined) {
    const answer = decodeInvocation(status, response.headers, body);
    if ("invocation" in answer)
      return readInvocation(answer.invocation, catalog, { traceId: answer.traceId });
  }
  // Looked for first: a body of many megabytes is not parsed twice.
  const hasReason = status >= 400 && body.length < 4096 && body.includes('"Reason"');
  const refusal = hasReason ? decodeServiceBody(parseJson(body)) : undefined;
  if (refusal?.reason !== undefined) {
    // Only the Lambda API has these reasons, but a function that calls it may have passed its answer on.
    return toFault({ ...refusal, payload: response, status, execution: "unknown" }, catalog);
  }
  const error = decodeHttp(response);
  if (error) {
    const found = decodeCognitoResponse(error) ?? unproven(error);
    return toFault(found, catalog, found.wire === "http" ? { gateway: classifyGatewayError } : {});
  }
  const framed = decodeFramedBody(headerReader(response.headers)("content-type") ?? "", body);
  if (framed) return toFault(framed, catalog);
  const record = decodeBodyRecord(parseJson(body) ?? parseServerSentEvents(body));
  return record && toFault({ ...unproven(record), payload: response }, catalog);
}

/** Makes the fault of an invocation; returns undefined for a success. */
export function readInvocation(
  invocation: InvokeOutput,
  catalog: Catalog,
  known: ReceiveContext = {},
): Fault | undefined {
  const { error, context } = readInvokeOutput(invocation, known);
  return error && toFault(error, catalog, context);
}

/** A function can answer in any words, so a response never proves that it did not run. */
function unproven(error: WireError): WireError {
  return error.execution === "none" ? { ...error, execution: "unknown" } : error;
}

/**
 * Finds an HTTP response in a value, with its body as text, as bytes, as parsed JSON, or without one, as `body` or, as
 * axios has it, as `data`. Returns undefined for any other value.
 */
export function httpResponseIn(value: unknown): HttpResponse | undefined {
  if (!isJsonObject(value)) return undefined;
  // Angular has the body in its error.
  const { headers, data = value.name === "HttpErrorResponse" ? value.error : undefined, body = data } = value;
  const status = value.status ?? statusOfClient(value);
  if (typeof status !== "number" || typeof headers !== "object" || headers === null) return undefined;
  // Untrusted: readers of headers check each value, and need only an object here.
  const named = headers as HttpResponse["headers"];
  return { ...value, status, headers: named, body: bodyText(body) };
}

/** The status where a client such as undici or got has it, of an error only: a function returns such objects, too. */
function statusOfClient({ statusCode, body }: Readonly<Record<string, unknown>>): unknown {
  return typeof statusCode === "number" && statusCode >= 400 && body !== undefined ? statusCode : undefined;
}

function bodyText(body: unknown): string {
  const isStream = isJsonObject(body) && !bytesIn(body) && typeof body.on === "function";
  return isStream ? "" : payloadText(body);
}
