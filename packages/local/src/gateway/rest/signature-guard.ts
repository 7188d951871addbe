import { Unproven } from "../../unproven.ts";
import { signingKey } from "../authorizers/signature.ts";
import { headerOf } from "../http-message.ts";
import { type MethodGuard, withContext } from "./method-guard.ts";

/** Makes the guard of methods with `AWS_IAM`: a request must be signed. */
export function signatureGuard(region: string): MethodGuard {
  return async (call) => {
    const accessKey = signingKey(call.request, { service: "execute-api", region });
    if (accessKey === undefined) {
      if (headerOf(call.request, "authorization") === undefined)
        return { type: "MISSING_AUTHENTICATION_TOKEN" };
      throw new Unproven("an Authorization header that is not a signature, where AWS_IAM is");
    }
    const { accountId, identity } = call.requestContext;
    const userArn = `arn:aws:iam::${accountId}:user/local`;
    return withContext(call, {
      identity: { ...identity, accessKey, accountId, caller: "local", user: "local", userArn },
    });
  };
}
