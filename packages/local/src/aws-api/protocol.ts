import { type AwsRequest, queryParameters } from "./aws-request.ts";

/**
 * The protocols of AWS's APIs.
 *
 * @see https://smithy.io/2.0/aws/protocols/index.html
 */
export type Protocol = "json-1.0" | "json-1.1" | "query" | "ec2" | "rest-json" | "rest-xml" | "s3" | "cbor";

/** The name of the operation in the path of the CBOR protocol. */
const CBOR_PATH = /^\/service\/[^/]+\/operation\/([^/]+)$/;
const REST_XML = new Set(["cloudfront", "route53"]);

/** Finds the protocol that a request was made in. */
export function protocolOf(request: AwsRequest): Protocol {
  const { headers, path, signedFor = "", target } = request;
  if (headers["smithy-protocol"] === "rpc-v2-cbor" && CBOR_PATH.test(path)) return "cbor";
  if (target !== undefined)
    return headers["content-type"]?.includes("x-amz-json-1.1") ? "json-1.1" : "json-1.0";
  if (signedFor.startsWith("s3")) return path.startsWith("/v20180820/") ? "rest-xml" : "s3";
  if (REST_XML.has(signedFor)) return "rest-xml";
  if (!queryParameters(request).has("Action")) return "rest-json";
  return signedFor === "ec2" ? "ec2" : "query";
}

/** The name of a request's operation, as far as its protocol has one, or else its method and path. */
export function operationOf(request: AwsRequest): string {
  const { method, path, query, target } = request;
  const named =
    target?.split(".").at(-1) ??
    CBOR_PATH.exec(path)?.[1] ??
    // The SDK for JavaScript adds it to the paths of REST protocols.
    new URLSearchParams(query).get("x-id") ??
    queryParameters(request).get("Action");
  return named ?? `${method} ${path}`;
}
