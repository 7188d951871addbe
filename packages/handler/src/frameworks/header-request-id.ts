import { readText } from "../foreign/safe-read.ts";

/** An id cannot forge a log line. */
const ID = /^[\w-]{1,64}$/;

/**
 * Reads the id of an invocation from the headers of a request, for an application that is a server of its own: Lambda
 * Web Adapter sends Lambda's context as JSON, and Web Functions send the id.
 *
 * @param headerOf reads a header by its name in lower case
 * @see https://aws.github.io/aws-lambda-web-adapter/features/request-context.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/web-functions-http.html
 */
export function requestIdInHeaders(headerOf: (name: string) => unknown): string {
  const id = readText(parse(headerOf("x-amzn-lambda-context")), "request_id");
  const given = id ?? headerOf("lambda-web-request-id");
  return typeof given === "string" && ID.test(given) ? given : "";
}

function parse(json: unknown): unknown {
  try {
    return typeof json === "string" ? JSON.parse(json) : undefined;
  } catch {
    // A client's own header, without the adapter.
    return undefined;
  }
}
