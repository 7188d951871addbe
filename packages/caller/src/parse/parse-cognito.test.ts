import { defineCatalog } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { parseResponse } from "../http/parse-response.ts";
import { parse } from "./parse.ts";
import { parseCognito } from "./parse-cognito.ts";

const Nothing = defineCatalog("nothing", {});
const requestId = "21307ea4-f716-4f7f-94d7-aae754d58eb3";
const sentence = "PreSignUp failed with error Studio is invite-only.";
/** The names in the model of the service. */
const NAMES =
  "AliasExists CodeDeliveryFailure CodeMismatch ConcurrentModification DeviceKeyExists DuplicateProvider EnableSoftwareTokenMFA ExpiredCode FeatureUnavailableInTier Forbidden GroupExists InternalError InvalidEmailRoleAccessPolicy InvalidOAuthFlow InvalidParameter InvalidPassword InvalidSmsRoleAccessPolicy InvalidSmsRoleTrustRelationship InvalidUserPoolConfiguration LimitExceeded MFAMethodNotFound ManagedLoginBrandingExists NotAuthorized PasswordHistoryPolicyViolation PasswordResetRequired PreconditionNotMet RefreshTokenReuse ResourceNotFound ScopeDoesNotExist SoftwareTokenMFANotFound TermsExists TierChangeNotAllowed TooManyFailedAttempts TooManyRequests UnauthorizedException UnsupportedIdentityProvider UnsupportedOperation UnsupportedTokenType UnsupportedUserState UserImportInProgress UserNotConfirmed UserNotFound UserPoolAddOnNotEnabled UserPoolTagging UsernameExists WebAuthnChallengeNotFound WebAuthnClientMismatch"
    .split(" ")
    .map((name) => (name.endsWith("Exception") ? name : `${name}Exception`));

function answer(type: string, message: string, status = 400) {
  const headers = {
    "content-type": "application/x-amz-json-1.1",
    "x-amzn-requestid": requestId,
    "x-amzn-errortype": `${type}:`,
    "x-amzn-errormessage": message,
  };
  return { status, headers, body: JSON.stringify({ __type: type, message }) };
}

describe("a response of Cognito", () => {
  test("of a trigger that failed was unknown to the named reader, and proved nothing to parse", async () => {
    for (const type of ["UserLambdaValidation", "UnexpectedLambda", "InvalidLambdaResponse"]) {
      const errorType = `${type}Exception`;
      const whole = answer(errorType, sentence);
      for (const response of [whole, { ...whole, body: "" }, { ...whole, body: JSON.parse(whole.body) }]) {
        for (const found of [parseCognito(response, Nothing), parse(response, Nothing)])
          expect(found).toMatchObject({
            ...{ errorType, message: sentence, status: 400, execution: "started" },
            origin: { requestId },
          });
      }
      expect(await parseResponse(whole, Nothing)).toMatchObject({ errorType, execution: "started" });
    }
  });

  test.each(NAMES)("of any other name is read by both readers, and proves nothing: %s", (errorType) => {
    const status = errorType === "InternalErrorException" ? 500 : 400;
    const $metadata = { httpStatusCode: status, requestId, attempts: 1 };
    const thrown = Object.assign(new Error("m"), { name: errorType, $fault: "client", $metadata });
    for (const value of [answer(errorType, "m", status), thrown, { __type: errorType, message: "m" }]) {
      const found = parseCognito(value, Nothing);
      expect(found).toMatchObject({ errorType, message: "m", status, execution: "unknown" });
      expect(found?.toJSON()).toEqual(parse(value, Nothing)?.toJSON());
    }
  });

  test("is read as an SDK throws it, and as its text", () => {
    const thrown = Object.assign(new Error(sentence), {
      name: "UserLambdaValidationException",
      $fault: "client",
    });
    const found = parseCognito(thrown, Nothing);
    expect(found).toMatchObject({ errorType: "UserLambdaValidationException", execution: "started" });
    expect(found?.cause).toBe(thrown);
    const text = parseCognito(sentence, Nothing);
    expect(text).toMatchObject({ message: sentence, execution: "started" });
    expect(text?.cause).toBeUndefined();
    const object = { __type: "UserLambdaValidationException", message: sentence };
    expect(parse(object, Nothing)).toMatchObject({ message: sentence, execution: "started" });
  });

  test("does not include an error of another kind, thrown or as a response", () => {
    expect(parseCognito(new Error("m"), Nothing)).toBeUndefined();
    expect(parseCognito({ status: 302, headers: {}, body: "" }, Nothing)).toBeUndefined();
    expect(parseCognito({ a: 1 }, Nothing)).toBeUndefined();
  });

  test("that is a success is not a fault", () => {
    for (const body of ['{"UserSub":"u"}', '{"errorType":"E","errorMessage":"m","trace":[]}'])
      expect(parseCognito({ status: 200, headers: {}, body }, Nothing)).toBeUndefined();
  });
});
