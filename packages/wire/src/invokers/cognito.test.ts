import { describe, expect, test } from "vitest";
import { decodeCognito, decodeCognitoResponse } from "./cognito.ts";

const sentence = "PreSignUp failed with error This email is already in use.";
const requestId = "21307ea4-f716-4f7f-94d7-aae754d58eb3";
const type = "UserLambdaValidationException";

describe("a trigger's refusal", () => {
  test.each([
    ["as the SDK throws it", Object.assign(new Error(sentence), { name: type, $metadata: { requestId } })],
    ["as the service answers it", { __type: `com.amazon.coral#${type}`, message: sentence, requestId }],
    ["as SDK v2 and Amplify have it", { code: type, name: "Error", message: sentence, requestId }],
    [
      "in the text of an older service name",
      `${sentence} (Service: AWSCognitoIdentityProviderService; Status Code: 400; Error Code: ${type}; Request ID: ${requestId})`,
    ],
    [
      "in the text of Android",
      `${sentence} (Service: AmazonCognitoIdentityProvider; Status Code: 400; Error Code: ${type}; Request ID: ${requestId})`,
    ],
    [
      "in the text of the Java SDK's second version",
      `${sentence} (Service: CognitoIdentityProvider, Status Code: 400, Request ID: ${requestId})`,
    ],
  ])("is read %s", (_what, value) => {
    expect(decodeCognito(value)).toMatchObject({
      ...{ wire: "cognito", errorType: type, message: sentence },
      ...{ status: 400, requestId, execution: "started" },
    });
  });

  test("is read off the hosted pages' redirect and off the sentence alone, from every trigger", () => {
    for (const trigger of [
      "PreSignUp",
      "PostConfirmation",
      "PreTokenGeneration",
      "VerifyAuthChallengeResponse",
    ]) {
      const message = `${trigger} failed with error no.`;
      const told = { errorType: type, message, status: 400, execution: "started" };
      expect(decodeCognito({ error: "invalid_request", error_description: message })).toMatchObject(told);
      expect(decodeCognito(message)).toMatchObject(told);
    }
  });

  const query = new URLSearchParams({ error: "invalid_request", error_description: `${sentence} ` });
  const body = JSON.stringify({ __type: type, message: sentence });
  test.each<[string, unknown]>([
    ["Python", `An error occurred (${type}) when calling the SignUp operation: ${sentence}`],
    [
      "Go",
      `operation error Cognito Identity Provider: SignUp, https response error StatusCode: 400, RequestID: ${requestId}, ${type}: ${sentence}`,
    ],
    ["Swift and Amplify", `${type} (client): ${sentence}`],
    ["the service's answer", body],
    ["the hosted pages, its parameters", query.toString()],
    ["the hosted pages, its address", `https://app.example.com/callback?state=s&${query}`],
    ["the hosted pages, its fragment", `https://app.example.com/callback#${query}`],
    ["the hosted pages, as URL", new URL(`https://app.example.com/callback?${query}`)],
    ["the hosted pages, as URLSearchParams", query],
  ])("was lost in a text that only some SDKs have: it is read in that of %s", (_what, value) => {
    expect(decodeCognito(value)).toMatchObject({ errorType: type, message: sentence, execution: "started" });
  });

  test.each<[string, string]>([
    [
      "PHP",
      `Error executing "SignUp" on "https://c"; AWS HTTP error: 400:\n{}\n ${type} (client): ${sentence} - {}`,
    ],
    ["Ruby", `${sentence} (Aws::CognitoIdentityProvider::Errors::${type})`],
    [".NET", `Amazon.CognitoIdentityProvider.Model.${type}: ${sentence}\n   at Amazon.Runtime.X()`],
    ["the first version of Go", `${type}: ${sentence}\n\tstatus code: 400, request id: ${requestId}`],
    [
      "Kotlin",
      `aws.sdk.kotlin.services.cognitoidentityprovider.model.${type}: ${sentence}, Request ID: ${requestId}`,
    ],
    ["Rust", `${type}(${type} { message: Some("${sentence}"), meta: ErrorMetadata { code: None } })`],
    ["Amplify for Swift", `AuthError: ${sentence}\nRecovery suggestion: Fix the error`],
    ["Amplify for Flutter", `LambdaException {\n  "message": "${sentence}"\n}`],
    [
      "boto3 after retries",
      `An error occurred (${type}) when calling the SignUp operation (reached max retries: 4): ${sentence}`,
    ],
  ])("was lost or had words of the SDK in its message: it is read in the text of %s", (_what, text) => {
    expect(decodeCognito(text)).toMatchObject({ errorType: type, message: sentence, execution: "started" });
  });

  test("is read off what Python keeps of an answer", () => {
    const value = {
      Error: { Code: type, Message: sentence },
      ResponseMetadata: { RequestId: requestId, HTTPStatusCode: 400 },
    };
    expect(decodeCognito(value)).toMatchObject({
      errorType: type,
      message: sentence,
      status: 400,
      requestId,
    });
  });

  test.each(["UnexpectedLambdaException", "InvalidLambdaResponseException"])(
    "is known by its type where it has no sentence: %s",
    (errorType) => {
      for (const value of [
        { Error: { Code: errorType, Message: "m" }, ResponseMetadata: {} },
        { __type: `com.amazon.coral#${errorType}:http://internal.amazon.com/coral#a`, message: "m" },
        { name: "Error", code: errorType, message: " m " },
      ])
        expect(decodeCognito(value)).toMatchObject({ errorType, message: "m", status: 400 });
    },
  );

  test("is read from the service's answer as text, with blanks around it", () => {
    const text = `\n ${body}\n`;
    expect(decodeCognito(text)).toMatchObject({ errorType: type, message: sentence, payload: text });
  });

  test("has the status of another exception, in a text that names one", () => {
    const text = (message: string, code: string) =>
      `${message} (Service: CognitoIdentityProvider, Status Code: 500${code}, Request ID: ${requestId})`;
    expect(decodeCognito(text("m", ", Error Code: InternalErrorException"))).toMatchObject({
      ...{ errorType: "InternalErrorException", message: "m", status: 500, requestId },
    });
    expect(decodeCognito(text("m", ""))).toBeUndefined();
  });

  test("does not claim that a trigger ran that Cognito could not call", () => {
    const message = "PreSignUp invocation failed due to error AccessDeniedException.";
    expect(decodeCognito({ __type: "UnexpectedLambdaException", message })?.execution).toBe("unknown");
    const text = `Rate exceeded (Service: AWSCognitoIdentityProvider; Status Code: 400; Error Code: TooManyRequestsException; Request ID: ${requestId})`;
    expect(decodeCognito(text)).toMatchObject({
      errorType: "TooManyRequestsException",
      execution: "unknown",
    });
  });

  test("is not read into other values", () => {
    for (const value of [
      "",
      "it failed with error 5",
      { message: "m" },
      { name: type },
      null,
      { error: "x" },
      "error=invalid_request&my_error_description=no",
      "https://app.example.com/?error_description=",
      "https://app.example.com/?my.error_description=no",
      `INFO ${type}: ${sentence}`,
      `INFO redirected to https://app.example.com/?error_description=${encodeURIComponent(sentence)}`,
      `An error occurred (NotAuthorizedException) when calling the SignUp operation: ${sentence}`,
    ])
      expect(decodeCognito(value)).toBeUndefined();
  });
});

test("a response of Cognito is the refusal of a trigger by its name, and of no other", () => {
  const read = {
    wire: "http",
    payload: {},
    errorType: type,
    message: sentence,
    status: 400,
    requestId,
  } as const;
  expect(decodeCognitoResponse(read)).toEqual({
    ...{ wire: "cognito", payload: {}, errorType: type, message: sentence, status: 400, requestId },
    execution: "started",
  });
  expect(decodeCognitoResponse({ ...read, message: undefined })).toMatchObject({ message: "" });
  const failed = "PreSignUp invocation failed due to error AccessDeniedException.";
  expect(decodeCognitoResponse({ ...read, message: failed })?.execution).toBe("unknown");
  expect(decodeCognitoResponse({ ...read, errorType: "NotAuthorizedException" })).toBeUndefined();
  expect(decodeCognitoResponse({ wire: "http", payload: {} })).toBeUndefined();
});
