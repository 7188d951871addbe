import { Unproven } from "../../unproven.ts";
import { type ApiRequest, headerOf } from "../http-message.ts";

const HEADER = /^AWS4-HMAC-SHA256 +Credential=([^,\s]+),\s*SignedHeaders=[^,\s]+,\s*Signature=[\da-f]{64}$/;
/** `AKID/20260101/us-east-1/lambda/aws4_request` */
const SCOPE = /^([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request$/;

/** The service and region that a signature is for. */
export interface SignatureScope {
  readonly service: "execute-api" | "lambda";
  readonly region: string;
}

/**
 * Reads the access key that a request is signed with, in its `Authorization` header or in its query. The signature itself is
 * not checked: local knows no secrets.
 *
 * @returns undefined for a request that is not signed.
 * @throws Unproven for a signature for another region or service, which AWS refuses.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export function signingKey(request: ApiRequest, wanted: SignatureScope): string | undefined {
  const credential = credentialOf(request);
  const [, accessKey, region, service] = SCOPE.exec(credential ?? "") ?? [];
  if (accessKey === undefined) return undefined;
  if (service === wanted.service && region === wanted.region) return accessKey;
  throw new Unproven(
    `a signature for ${service} in ${region}, which AWS refuses; it takes one for ${wanted.service} in ${wanted.region}`,
  );
}

function credentialOf(request: ApiRequest): string | undefined {
  const { query } = request;
  if (query.get("X-Amz-Algorithm") === "AWS4-HMAC-SHA256" && query.has("X-Amz-Signature"))
    return query.get("X-Amz-Credential") ?? undefined;
  return HEADER.exec(headerOf(request, "authorization") ?? "")?.[1];
}
