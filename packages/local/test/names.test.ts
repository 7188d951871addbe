import { InvokeCommand, type InvokeCommandInput, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";

/*
 * The meaning of function names and qualifiers, and AWS's texts for those without one: recorded in LocalStack's
 * test_function_name_and_qualifier_validation and test_lambda_alias_moving (2025-11, 2024-08).
 */

const ARN = "arn:aws:lambda:us-east-1:000000000000:function";
const PATTERN =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";
const QUALIFIER_PATTERN = "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+";

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      "my-function": { handler: "show-context.handler", aliases: { live: "3", edge: "$LATEST" } },
      function: "show-context.handler",
      tenants: { handler: "scripted.handler", tenantIsolationMode: "PER_TENANT" },
      isolated: { handler: "show-context.handler", tenantIsolationMode: "PER_TENANT" },
    },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await lambda[Symbol.asyncDispose]();
});

const invoke = (input: InvokeCommandInput) => client.send(new InvokeCommand(input));

async function look(input: InvokeCommandInput) {
  const { ExecutedVersion, Payload, LogResult } = await invoke(input);
  const { environment, context } = JSON.parse(Buffer.from(Payload ?? []).toString("utf8"));
  return { ExecutedVersion, environment, context, log: Buffer.from(LogResult ?? "", "base64").toString() };
}

describe("a function is found", () => {
  test.each([
    ["by name", "my-function", undefined, "", "$LATEST"],
    ["by name and alias", "my-function:live", undefined, ":live", "3"],
    ["by name and version", "my-function:2", undefined, ":2", "2"],
    ["by partial ARN", "000000000000:function:my-function", undefined, "", "$LATEST"],
    ["by a partial ARN without an account", "function:my-function:live", undefined, ":live", "3"],
    ["by ARN", `${ARN}:my-function`, undefined, "", "$LATEST"],
    ["by ARN and $LATEST", `${ARN}:my-function:$LATEST`, undefined, ":$LATEST", "$LATEST"],
    ["by ARN and alias", `${ARN}:my-function:live`, undefined, ":live", "3"],
    ["by name, with the alias as Qualifier", "my-function", "live", ":live", "3"],
    ["by ARN, with the version as Qualifier", `${ARN}:my-function`, "1", ":1", "1"],
    ["with the same alias in both", "my-function:live", "live", ":live", "3"],
    ["by an alias for $LATEST", "my-function:edge", undefined, ":edge", "$LATEST"],
    ["by the name that an ARN without one has", ARN, undefined, "", "$LATEST"],
  ])("%s", async (_, FunctionName, Qualifier, suffix, version) => {
    const { ExecutedVersion, context } = await look({ FunctionName, Qualifier });
    expect(ExecutedVersion).toBe(version);
    const name = FunctionName === ARN ? "function" : "my-function";
    expect(context).toMatchObject({
      functionName: name,
      functionVersion: version,
      invokedFunctionArn: `${ARN}:${name}${suffix}`,
    });
  });

  test("and each version has environments of its own, which know it", async () => {
    const { environment, log } = await look({ FunctionName: "my-function:live", LogType: "Tail" });
    expect(environment.AWS_LAMBDA_FUNCTION_VERSION).toBe("3");
    expect(environment.AWS_LAMBDA_LOG_STREAM_NAME).toMatch(/^\d{4}\/\d\d\/\d\d\/\[3\]/);
    expect(log).toMatch(/^START RequestId: \S+ Version: 3\n/);
  });
});

describe("a name or a qualifier is refused in AWS's words", () => {
  const long = "a".repeat(129);
  test.each<[string, string, string | undefined, string, string]>([
    [
      "a name with a character that is not allowed in a name",
      "my-function!",
      undefined,
      "ValidationException",
      `1 validation error detected: Value 'my-function!' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PATTERN}`,
    ],
    [
      "an account that is none",
      "invalid-account:function:my-function",
      undefined,
      "ValidationException",
      `1 validation error detected: Value 'invalid-account:function:my-function' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PATTERN}`,
    ],
    [
      "an ARN without a region",
      "arn:aws:lambda::000000000000:function:my-function",
      undefined,
      "ValidationException",
      `1 validation error detected: Value 'arn:aws:lambda::000000000000:function:my-function' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PATTERN}`,
    ],
    [
      "an ARN of another service",
      "arn:aws:ec2:us-east-1:000000000000:instance:i-1",
      undefined,
      "ValidationException",
      `1 validation error detected: Value 'arn:aws:ec2:us-east-1:000000000000:instance:i-1' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PATTERN}`,
    ],
    [
      "an ARN with two qualifiers",
      `${ARN}:my-function:1:2`,
      undefined,
      "ValidationException",
      `1 validation error detected: Value '${ARN}:my-function:1:2' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PATTERN}`,
    ],
    [
      "a misspelt $LATEST in an ARN",
      `${ARN}:my-function:$LATES`,
      undefined,
      "ValidationException",
      `1 validation error detected: Value '${ARN}:my-function:$LATES' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PATTERN}`,
    ],
    [
      "a qualifier with a character that is none of one",
      "my-function",
      "invalid!",
      "ValidationException",
      `1 validation error detected: Value 'invalid!' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: ${QUALIFIER_PATTERN}`,
    ],
    [
      "a qualifier that is too long",
      "my-function",
      long,
      "ValidationException",
      `1 validation error detected: Value '${long}' at 'qualifier' failed to satisfy constraint: Member must have length less than or equal to 128`,
    ],
    [
      "both at once, the qualifier first",
      "my-function!",
      long,
      "ValidationException",
      `2 validation errors detected: Value '${long}' at 'qualifier' failed to satisfy constraint: Member must have length less than or equal to 128; Value 'my-function!' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${PATTERN}`,
    ],
    [
      "two qualifiers that differ",
      `${ARN}:my-function:$LATEST`,
      "1",
      "InvalidParameterValueException",
      "The derived qualifier from the function name does not match the specified qualifier.",
    ],
    [
      "a function that is not there",
      "nope",
      undefined,
      "ResourceNotFoundException",
      `Function not found: ${ARN}:nope:$LATEST`,
    ],
    [
      "a name longer than any function's",
      "a".repeat(65),
      undefined,
      "ResourceNotFoundException",
      `Function not found: ${ARN}:${"a".repeat(65)}:$LATEST`,
    ],
    [
      "an alias that is not there",
      "my-function:blue",
      undefined,
      "ResourceNotFoundException",
      `Function not found: ${ARN}:my-function:blue`,
    ],
    [
      "a version that is not there",
      "my-function",
      "4",
      "ResourceNotFoundException",
      `Function not found: ${ARN}:my-function:4`,
    ],
    [
      "a version with a leading zero",
      "my-function",
      "01",
      "ResourceNotFoundException",
      `Function not found: ${ARN}:my-function:01`,
    ],
    [
      "$latest in small letters",
      `${ARN}:my-function`,
      "$latest",
      "ResourceNotFoundException",
      `Function not found: ${ARN}:my-function:$latest`,
    ],
    [
      "an alias by a name that every object has",
      "my-function",
      "constructor",
      "ResourceNotFoundException",
      `Function not found: ${ARN}:my-function:constructor`,
    ],
    [
      "another region",
      "arn:aws:lambda:eu-west-1:000000000000:function:my-function",
      undefined,
      "ResourceNotFoundException",
      "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
    ],
    [
      "another account",
      "arn:aws:lambda:us-east-1:123456789012:function:my-function",
      undefined,
      "AccessDeniedException",
      "UnknownError",
    ],
  ])("%s", async (_, FunctionName, Qualifier, name, message) => {
    await expect(invoke({ FunctionName, Qualifier })).rejects.toMatchObject({ name, message });
  });
});

describe("a tenant's invocations", () => {
  const count = async (TenantId: string) => {
    const { Payload } = await invoke({ FunctionName: "tenants", TenantId });
    return JSON.parse(Buffer.from(Payload ?? []).toString("utf8")).count;
  };

  test("run in environments of its own", async () => {
    expect([await count("blue"), await count("green"), await count("blue")]).toEqual([1, 1, 2]);
  });

  test("know it from their context", async () => {
    const { context } = await look({ FunctionName: "isolated", TenantId: "blue" });
    expect(context.tenantId).toBe("blue");
  });

  test("must tell the tenant, where the function asks for it, and only there", async () => {
    await expect(invoke({ FunctionName: "tenants" })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message:
        "The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.",
    });
    await expect(invoke({ FunctionName: "my-function", TenantId: "blue" })).rejects.toMatchObject({
      name: "InvalidParameterValueException",
    });
    await expect(invoke({ FunctionName: "tenants", TenantId: "a#b" })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("Value 'a#b' at 'tenantId' failed to satisfy constraint"),
    });
  });
});
