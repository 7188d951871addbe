import { signingKey } from "../authorizers/signature.ts";
import { signedBy } from "./authorization.ts";
import type { HttpPlace } from "./http-event.ts";
import type { HttpGuard } from "./http-guard.ts";
import { httpApiMessage } from "./http-response.ts";

/** Makes the guard of routes with `AWS_IAM`: a request must be signed. */
export function signatureGuard({ account: { accountId, region } }: HttpPlace): HttpGuard {
  return async (subject) => {
    const accessKey = signingKey(subject.request, { service: "execute-api", region });
    if (accessKey === undefined) return httpApiMessage(403, "Forbidden");
    return { ...subject, authorization: { two: { iam: signedBy(accessKey, accountId) } } };
  };
}
