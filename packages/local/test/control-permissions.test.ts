import {
  AddPermissionCommand,
  type AddPermissionCommandInput,
  CreateAliasCommand,
  GetPolicyCommand,
  InvokeCommand,
  LambdaClient,
  RemovePermissionCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function";
const OTHER = "111122223333";

let lambda: Local;
let client: LambdaClient;
let stranger: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: { handler: "scripted.handler", versions: 1 } },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
  stranger = new LambdaClient({
    ...lambda.client,
    maxAttempts: 1,
    // An access key of 12 digits is that of an account.
    credentials: { accessKeyId: OTHER, secretAccessKey: "any" },
  });
});

afterAll(async () => {
  client.destroy();
  stranger.destroy();
  await lambda.close();
});

const add = (given: Partial<AddPermissionCommandInput>) =>
  client.send(
    new AddPermissionCommand({
      FunctionName: "f",
      StatementId: "one",
      Action: "lambda:InvokeFunction",
      Principal: OTHER,
      ...given,
    }),
  );
const remove = (StatementId: string, Qualifier?: string) =>
  client.send(new RemovePermissionCommand({ FunctionName: "f", StatementId, Qualifier }));
const invokeFrom = (from: LambdaClient, FunctionName: string) =>
  from.send(new InvokeCommand({ FunctionName, InvocationType: "DryRun" }));

describe("a caller of another account", () => {
  test("is refused without a permission, also of a dry run, and let in with one", async () => {
    await expect(invokeFrom(stranger, `${ARN}:f`)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message: `User: arn:aws:iam::${OTHER}:root is not authorized to perform: lambda:InvokeFunction on resource: ${ARN}:f because no resource-based policy allows the lambda:InvokeFunction action`,
      $metadata: { httpStatusCode: 403 },
    });
    await add({});
    expect(await invokeFrom(stranger, `${ARN}:f`)).toMatchObject({ StatusCode: 204 });
    await remove("one");
    await expect(invokeFrom(stranger, `${ARN}:f`)).rejects.toMatchObject({ name: "AccessDeniedException" });
  });

  test("needs the permission of the alias that it calls", async () => {
    await client.send(new CreateAliasCommand({ FunctionName: "f", Name: "live", FunctionVersion: "1" }));
    await add({ Qualifier: "live", StatementId: "alias" });
    expect(await invokeFrom(stranger, `${ARN}:f:live`)).toMatchObject({ StatusCode: 204 });
    await expect(invokeFrom(stranger, `${ARN}:f`)).rejects.toMatchObject({ name: "AccessDeniedException" });
    await remove("alias", "live");
  });

  test("has no function of that name in its own account", async () => {
    await expect(invokeFrom(stranger, "f")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: `Function not found: arn:aws:lambda:us-east-1:${OTHER}:function:f:$LATEST`,
    });
    expect(await invokeFrom(client, "f")).toMatchObject({ StatusCode: 204 });
  });

  test.each<[string, Partial<AddPermissionCommandInput>, boolean]>([
    ["a user of the account", { Principal: `arn:aws:iam::${OTHER}:user/ann` }, true],
    ["everyone", { Principal: "*" }, true],
    ["every action of Lambda", { Action: "lambda:*" }, true],
    ["another action", { Action: "lambda:GetFunction" }, false],
    ["a third account", { Principal: "444455556666" }, false],
    ["a service", { Principal: "s3.amazonaws.com" }, false],
    [
      "everyone in an organisation that local does not know",
      { Principal: "*", PrincipalOrgID: "o-1234567890" },
      false,
    ],
  ])("is let in or not by a permission of %s", async (_, given, isPermitted) => {
    await add(given);
    const call = invokeFrom(stranger, `${ARN}:f`);
    if (isPermitted) expect(await call).toMatchObject({ StatusCode: 204 });
    else await expect(call).rejects.toMatchObject({ name: "AccessDeniedException" });
    await remove("one");
  });
});

test("a policy has its statements as recorded from AWS", async () => {
  const { Statement } = await add({
    StatementId: "s3",
    Principal: "s3.amazonaws.com",
    SourceArn: "arn:aws:s3:::bucket",
    SourceAccount: "000000000000",
  });
  const statement = {
    Sid: "s3",
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "lambda:InvokeFunction",
    Resource: `${ARN}:f`,
    Condition: {
      StringEquals: { "AWS:SourceAccount": "000000000000" },
      ArnLike: { "AWS:SourceArn": "arn:aws:s3:::bucket" },
    },
  };
  expect(JSON.parse(Statement ?? "")).toEqual(statement);
  const { Policy, RevisionId } = await client.send(new GetPolicyCommand({ FunctionName: "f" }));
  expect(JSON.parse(Policy ?? "")).toEqual({ Version: "2012-10-17", Id: "default", Statement: [statement] });
  await expect(add({ StatementId: "two", RevisionId: "older" })).rejects.toMatchObject({
    name: "PreconditionFailedException",
  });
  await add({ StatementId: "two", RevisionId });
  await remove("two");
  await expect(remove("two")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Statement two is not found in resource policy.",
  });
  await remove("s3");
  await expect(client.send(new GetPolicyCommand({ FunctionName: "f" }))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "The resource you requested does not exist.",
  });
});

test.each<[string, Partial<AddPermissionCommandInput>, string, string]>([
  [
    "an id with a dot",
    { StatementId: "example.com" },
    "ValidationException",
    "at 'statementId' failed to satisfy constraint",
  ],
  [
    "$LATEST",
    { Qualifier: "$LATEST" },
    "InvalidParameterValueException",
    "We currently do not support adding policies for $LATEST.",
  ],
  [
    "a principal that is not one",
    { Principal: "invalid.nonaws.com" },
    "InvalidParameterValueException",
    "The provided principal was invalid. Please check the principal and try again.",
  ],
  [
    "a function that is not there",
    { FunctionName: "nope" },
    "ResourceNotFoundException",
    `Function not found: ${ARN}:nope`,
  ],
  [
    "an alias that is not there",
    { Qualifier: "none" },
    "ResourceNotFoundException",
    `Cannot find alias arn: ${ARN}:f:none`,
  ],
  [
    "a version that is not there",
    { Qualifier: "42" },
    "ResourceNotFoundException",
    `Function not found: ${ARN}:f:42`,
  ],
])("a permission of %s is refused as recorded", async (_, given, name, message) => {
  await expect(add(given)).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
});
