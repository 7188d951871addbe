import { type ForwardingRules, forward } from "../forwarded-headers.ts";
import type { ApiRequest } from "../http-message.ts";

/** Recorded in LocalStack's test_apigateway_header_remapping_aws (2024-12). */
const RULES: ForwardingRules = {
  dropped:
    /^(?:connection|content-length|content-md5|expect|max-forwards|proxy-authenticate|server|te|trailer|transfer-encoding|upgrade|www-authenticate)$/i,
  protocol: "https",
};
/** Headers whose names get capitals; others keep the client's spelling. */
const SPELLINGS = ["Authorization", "Host", "User-Agent"];

/** Makes the request that the resources of a REST API get: slashes before the path are one. */
export function restRequest(request: ApiRequest, sentPath: string): ApiRequest {
  const forwarded = forward(request, RULES);
  const headers = forwarded.headers.map(([name, value]) => {
    const spelling = SPELLINGS.find((each) => each.toLowerCase() === name.toLowerCase());
    return [spelling ?? name, value] as const;
  });
  return { ...forwarded, path: sentPath.replace(/^\/+/, "/"), headers };
}
