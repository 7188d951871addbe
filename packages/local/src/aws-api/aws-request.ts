import type { IncomingMessage } from "node:http";
import { readBody, targetOf } from "../loopback-server.ts";

/** A request of an AWS API, read to its end. */
export interface AwsRequest {
  readonly method: string;
  /** As it was sent: neither decoded nor normalised. */
  readonly path: string;
  readonly query: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: Buffer;
  /** The service that the request is signed for: "lambda", "sqs", "dynamodb"; undefined if it is not signed. */
  readonly signedFor: string | undefined;
  /** The header of the JSON protocols: "DynamoDB_20120810.PutItem". */
  readonly target: string | undefined;
}

/** "…Credential=AKIDEXAMPLE/20150830/us-east-1/sqs/aws4_request, …"; SigV4A has no region. */
const SCOPE = /Credential=[^,\s]*\/([^/,\s]+)\/aws4_request/;

/**
 * Reads a request to its end.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export async function readAwsRequest(message: IncomingMessage): Promise<AwsRequest> {
  const { path, query } = targetOf(message);
  const { headers, method = "GET" } = message;
  return {
    method,
    path,
    query,
    headers,
    body: await readBody(message),
    signedFor: SCOPE.exec(headers.authorization ?? presigned(query))?.[1],
    target: headers["x-amz-target"]?.toString(),
  };
}

/** The credential of a request whose signature is in its URL, as the header would have it. */
function presigned(query: string): string {
  return query === "" ? "" : `Credential=${new URLSearchParams(query).get("X-Amz-Credential")}`;
}

/** The parameters of a request of the query protocol: those of a form, or of the URL. */
export function queryParameters({ headers, body, query }: AwsRequest): URLSearchParams {
  const isForm = headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  return new URLSearchParams(isForm ? body.toString("utf8") : query);
}
