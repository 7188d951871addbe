import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CreateAliasCommand,
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteAliasCommand,
  DeleteFunctionCommand,
  DeleteFunctionConcurrencyCommand,
  DeleteFunctionEventInvokeConfigCommand,
  GetAccountSettingsCommand,
  GetAliasCommand,
  GetFunctionCommand,
  GetFunctionConcurrencyCommand,
  GetFunctionConfigurationCommand,
  GetFunctionEventInvokeConfigCommand,
  GetFunctionRecursionConfigCommand,
  InvokeAsyncCommand,
  InvokeCommand,
  LambdaClient,
  ListAliasesCommand,
  ListFunctionEventInvokeConfigsCommand,
  ListFunctionsCommand,
  ListLayersCommand,
  ListTagsCommand,
  ListVersionsByFunctionCommand,
  PublishVersionCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
  PutFunctionRecursionConfigCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateAliasCommand,
  UpdateFunctionCodeCommand,
  UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand,
  waitUntilFunctionActiveV2,
  waitUntilFunctionExists,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { startGate } from "./gate.ts";
import { type ZipFile, zip } from "./zip.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function";
const ROLE = "arn:aws:iam::000000000000:role/any";
const folder = mkdtempSync(join(tmpdir(), "faultwire-test-"));

let lambda: Local;
let client: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: {
      declared: {
        handler: "scripted.handler",
        timeout: 0.5,
        aliases: { live: { version: "1", additionalVersionWeights: { "2": 0.25 } } },
        asynchronous: { maximumRetryAttempts: 1, onFailure: { queue: "failed" } },
      },
      plain: "scripted.handler",
    },
    queues: { failed: {} },
  });
  client = new LambdaClient({ ...lambda.client, maxAttempts: 1 });
});

afterAll(async () => {
  client.destroy();
  await lambda.close();
  rmSync(folder, { recursive: true, force: true });
});

const answers = (value: unknown) => ({
  "index.mjs": `export const handler = async (event, context) => ({ value: ${JSON.stringify(value)}, version: context.functionVersion, env: process.env.COLOUR });`,
});

function create(
  FunctionName: string,
  files: Record<string, string | ZipFile>,
  more: Partial<CreateFunctionCommandInput> = {},
) {
  return client.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile: zip(files) },
      ...more,
    }),
  );
}

async function invoke(FunctionName: string, event: unknown = {}) {
  const { Payload, FunctionError } = await client.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }),
  );
  return { error: FunctionError, ...JSON.parse(Payload?.transformToString() ?? "null") };
}

/** The error of AWS for a call: its name, status and text. */
const refused = (name: string, status: number, message: string) => ({
  name,
  message,
  $metadata: expect.objectContaining({ httpStatusCode: status }),
});

describe("functions of local's options", () => {
  test("are described as on AWS", async () => {
    const { Configuration, Code } = await client.send(new GetFunctionCommand({ FunctionName: "declared" }));
    expect(Configuration).toEqual({
      FunctionName: "declared",
      FunctionArn: `${ARN}:declared`,
      Runtime: "nodejs24.x",
      Role: "arn:aws:iam::000000000000:role/local",
      Handler: "scripted.handler",
      CodeSize: expect.any(Number),
      Description: "",
      Timeout: 1,
      MemorySize: 128,
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/),
      CodeSha256: expect.stringMatching(/^[\w+/]{43}=$/),
      Version: "$LATEST",
      TracingConfig: { Mode: "PassThrough" },
      RevisionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      State: "Active",
      LastUpdateStatus: "Successful",
      PackageType: "Zip",
      Architectures: [process.arch === "arm64" ? "arm64" : "x86_64"],
      EphemeralStorage: { Size: 512 },
      SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/declared" },
    });
    expect(fileURLToPath(Code?.Location ?? "")).toBe(`${import.meta.dirname}/functions`);
    const alias = await client.send(
      new GetFunctionConfigurationCommand({ FunctionName: `${ARN}:declared:live` }),
    );
    expect(alias).toMatchObject({ FunctionArn: `${ARN}:declared:live`, Version: "1" });
  });

  test("have their versions, aliases and EventInvokeConfigs", async () => {
    const { Versions } = await client.send(new ListVersionsByFunctionCommand({ FunctionName: "declared" }));
    expect(Versions?.map(({ FunctionArn, State }) => [FunctionArn, State])).toEqual([
      [`${ARN}:declared:$LATEST`, undefined],
      [`${ARN}:declared:1`, undefined],
      [`${ARN}:declared:2`, undefined],
    ]);
    const { Aliases } = await client.send(new ListAliasesCommand({ FunctionName: "declared" }));
    expect(Aliases).toEqual([
      {
        AliasArn: `${ARN}:declared:live`,
        Name: "live",
        FunctionVersion: "1",
        Description: "",
        RoutingConfig: { AdditionalVersionWeights: { "2": 0.25 } },
        RevisionId: expect.any(String),
      },
    ]);
    const { LastModified, ...config } = await client.send(
      new GetFunctionEventInvokeConfigCommand({ FunctionName: "declared" }),
    );
    expect(LastModified).toBeInstanceOf(Date);
    expect(config).toMatchObject({
      FunctionArn: `${ARN}:declared:$LATEST`,
      MaximumRetryAttempts: 1,
      DestinationConfig: {
        OnSuccess: {},
        OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:failed" },
      },
    });
  });

  test("are listed in pages", async () => {
    const first = await client.send(new ListFunctionsCommand({ MaxItems: 1 }));
    const second = await client.send(new ListFunctionsCommand({ Marker: first.NextMarker }));
    expect([first.Functions, second.Functions].map((page) => page?.[0]?.FunctionName)).toEqual([
      "declared",
      "plain",
    ]);
    const all = await client.send(new ListFunctionsCommand({ FunctionVersion: "ALL" }));
    expect(all.Functions?.map(({ FunctionArn }) => FunctionArn)).toContain(`${ARN}:declared:2`);
  });

  test.each([
    ["that is not there", "nope", "ResourceNotFoundException", 404, `Function not found: ${ARN}:nope`],
    [
      "whose version is not there",
      "declared:7",
      "ResourceNotFoundException",
      404,
      `Function not found: ${ARN}:declared:7`,
    ],
    [
      "of another region",
      "arn:aws:lambda:eu-west-1:000000000000:function:declared",
      "ResourceNotFoundException",
      404,
      "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
    ],
  ])("one %s is refused as recorded", async (_, FunctionName, name, status, message) => {
    await expect(client.send(new GetFunctionCommand({ FunctionName }))).rejects.toMatchObject(
      refused(name, status, message),
    );
  });
});

describe("a function that is created from a zip file", () => {
  test("is there for the waiters, runs, and is deleted", async () => {
    const created = await create("zipped", answers("first"), {
      Environment: { Variables: { COLOUR: "red" } },
      Tags: { team: "orders" },
      Timeout: 10,
      Description: "from a zip",
    });
    expect(created).toMatchObject({
      State: "Pending",
      StateReasonCode: "Creating",
      Timeout: 10,
      Description: "from a zip",
      Environment: { Variables: { COLOUR: "red" } },
      $metadata: { httpStatusCode: 201 },
    });
    const within = { client, maxWaitTime: 10 };
    await waitUntilFunctionExists(within, { FunctionName: "zipped" });
    await waitUntilFunctionActiveV2(within, { FunctionName: "zipped" });
    expect(lambda.functions).toContain("zipped");
    expect(await invoke("zipped")).toMatchObject({ value: "first", version: "$LATEST", env: "red" });
    expect(lambda.runs("zipped")).toHaveLength(1);
    await expect(create("zipped", answers("again"))).rejects.toMatchObject(
      refused("ResourceConflictException", 409, "Function already exist: zipped"),
    );
    const { Tags } = await client.send(new ListTagsCommand({ Resource: `${ARN}:zipped` }));
    expect(Tags).toEqual({ team: "orders" });
    await client.send(new TagResourceCommand({ Resource: `${ARN}:zipped`, Tags: { stage: "dev" } }));
    await client.send(new UntagResourceCommand({ Resource: `${ARN}:zipped`, TagKeys: ["team"] }));
    expect((await client.send(new GetFunctionCommand({ FunctionName: "zipped" }))).Tags).toEqual({
      stage: "dev",
    });
    await client.send(new DeleteFunctionCommand({ FunctionName: "zipped" }));
    expect(lambda.functions).not.toContain("zipped");
    await expect(invoke("zipped")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  test("is replaced: a call that is running ends in the old code, the next one has the new", async () => {
    const slow = `export const handler = async (event) => {
      if (event.wait) await fetch(event.wait);
      return { value: "old" };
    };`;
    const { CodeSha256 } = await create("replaced", { "index.mjs": slow }, { Timeout: 30 });
    await using gate = await startGate();
    const arrival = gate.arrival();
    const running = invoke("replaced", { wait: gate.url });
    await arrival;
    const updated = await client.send(
      new UpdateFunctionCodeCommand({ FunctionName: "replaced", ZipFile: zip(answers("new")) }),
    );
    expect(updated).toMatchObject({ LastUpdateStatus: "InProgress", State: "Active" });
    expect(updated.CodeSha256).not.toBe(CodeSha256);
    await waitUntilFunctionUpdatedV2({ client, maxWaitTime: 10 }, { FunctionName: "replaced" });
    expect(await invoke("replaced")).toMatchObject({ value: "new" });
    gate.open();
    expect(await running).toMatchObject({ value: "old" });
    expect(await invoke("replaced")).toMatchObject({ value: "new" });
  });

  test("keeps the modes of its files, and links inside its folder", async () => {
    await create("modes", {
      ...answers(1),
      "lib/": "",
      "run.sh": { content: "#!/bin/sh\necho ran", mode: 0o100755 },
      "data/one.txt": "one",
      "data/link.txt": { content: "one.txt", mode: 0o120777 },
    });
    const { Code } = await client.send(new GetFunctionCommand({ FunctionName: "modes" }));
    const code = fileURLToPath(Code?.Location ?? "");
    expect(execFileSync(join(code, "run.sh"), { encoding: "utf8" })).toBe("ran\n");
    expect(readFileSync(join(code, "data/link.txt"), "utf8")).toBe("one");
  });

  test.each<[string, Record<string, string | ZipFile>]>([
    ["a name that leaves its folder", { "../outside.mjs": "" }],
    ["an absolute name", { "/outside.mjs": "" }],
    ["a link that leaves its folder", { link: { content: "../../outside", mode: 0o120777 } }],
    ["an absolute link", { link: { content: "/etc/passwd", mode: 0o120777 } }],
  ])("is refused for %s", async (_, files) => {
    await expect(create("outside", files)).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      $metadata: { httpStatusCode: 400 },
    });
  });

  test.each(["/etc/outside.handler", "../outside.handler", "lib/../../outside.handler"])(
    "is refused for the handler %s, which leaves it",
    async (Handler) => {
      const refusal = { name: "InvalidParameterValueException", $metadata: { httpStatusCode: 400 } };
      await expect(create("outside", answers(1), { Handler })).rejects.toMatchObject(refusal);
      const { FunctionName } = await create(`inside-${Handler.length}`, answers(1));
      const update = new UpdateFunctionConfigurationCommand({ FunctionName, Handler });
      await expect(client.send(update)).rejects.toMatchObject(refusal);
    },
  );

  test.each<[string, Partial<CreateFunctionCommandInput>, string, number, string]>([
    [
      "bytes that are not a zip",
      { Code: { ZipFile: Buffer.from("no zip") } },
      "InvalidParameterValueException",
      400,
      "Could not unzip uploaded file. Please check your file, then try to upload again.",
    ],
    [
      "50 MB",
      { Code: { ZipFile: Buffer.alloc(52_428_800) } },
      "RequestEntityTooLargeException",
      413,
      "Zipped size must be smaller than 52428800 bytes",
    ],
    [
      "no code",
      { Code: {} },
      "InvalidParameterValueException",
      400,
      "Please provide a source for function code.",
    ],
    [
      "a role that is not one",
      { Role: "r1" },
      "ValidationException",
      400,
      "1 validation error detected: Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+",
    ],
    [
      "a runtime that local does not have",
      { Runtime: "python3.13" },
      "InvalidParameterValueException",
      400,
      '@faultwire/local: function refused: runtime is one of nodejs26.x, nodejs24.x, nodejs22.x, provided.al2023; it is "python3.13": for another language, give provided.al2023 a command',
    ],
    [
      "a bucket, as there is no S3",
      { Code: { S3Bucket: "my-bucket", S3Key: "code.zip" } },
      "InvalidParameterValueException",
      400,
      'Error occurred while GetObject. S3 Error Code: NoSuchBucket. S3 Error Message: The specified bucket does not exist. (@faultwire/local has no S3: give ZipFile, or the folder of the code as S3Key in the bucket "hot-reload")',
    ],
    [
      "a layer",
      { Layers: ["arn:aws:lambda:us-east-1:000000000000:layer:one:1"] },
      "InvalidParameterValueException",
      400,
      "@faultwire/local has no Layers; leave it out",
    ],
  ])("is refused for %s", async (_, more, name, status, message) => {
    await expect(create("refused", answers(1), more)).rejects.toMatchObject(refused(name, status, message));
  });

  test("whose handler is not there fails when it is invoked, and not before", async () => {
    await create("missing", answers(1), { Handler: "nope.handler" });
    expect(await invoke("missing")).toMatchObject({
      error: "Unhandled",
      errorType: "Runtime.ImportModuleError",
    });
    await client.send(
      new UpdateFunctionConfigurationCommand({ FunctionName: "missing", Handler: "index.handler" }),
    );
    expect(await invoke("missing")).toMatchObject({ value: 1 });
  });
});

test("a function may be a folder that is run where it is", async () => {
  writeFileSync(join(folder, "index.mjs"), answers("folder")["index.mjs"]);
  await create("folder", {}, { Code: { S3Bucket: "hot-reload", S3Key: folder } });
  expect(await invoke("folder")).toMatchObject({ value: "folder" });
  const { Code } = await client.send(new GetFunctionCommand({ FunctionName: "folder" }));
  expect(fileURLToPath(Code?.Location ?? "")).toBe(folder);
});

test("a function's configuration can be changed, and the next call has it", async () => {
  await create("changed", answers("same"), { Environment: { Variables: { COLOUR: "red" } } });
  expect(await invoke("changed")).toMatchObject({ env: "red" });
  const { RevisionId, CodeSha256 } = await client.send(
    new GetFunctionConfigurationCommand({ FunctionName: "changed" }),
  );
  const update = { FunctionName: "changed", Environment: { Variables: { COLOUR: "blue" } }, MemorySize: 256 };
  const changed = await client.send(new UpdateFunctionConfigurationCommand({ ...update, RevisionId }));
  expect(changed).toMatchObject({ MemorySize: 256, Timeout: 3, CodeSha256, LastUpdateStatus: "InProgress" });
  expect(await invoke("changed")).toMatchObject({ value: "same", env: "blue" });
  await expect(
    client.send(new UpdateFunctionConfigurationCommand({ ...update, RevisionId })),
  ).rejects.toMatchObject(
    refused(
      "PreconditionFailedException",
      412,
      "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
    ),
  );
  await expect(
    client.send(new UpdateFunctionConfigurationCommand({ FunctionName: "changed", Timeout: 901 })),
  ).rejects.toMatchObject({ name: "ValidationException" });
});

test("versions keep their code, and aliases move between them", async () => {
  await create("versioned", answers("one"), { Publish: true });
  const again = await client.send(new PublishVersionCommand({ FunctionName: "versioned" }));
  expect(again).toMatchObject({ Version: "1", FunctionArn: `${ARN}:versioned:1` });
  const updated = await client.send(
    new UpdateFunctionCodeCommand({ FunctionName: "versioned", ZipFile: zip(answers("two")), Publish: true }),
  );
  expect(updated.Version).toBe("2");
  const alias = { FunctionName: "versioned", Name: "live" };
  const made = await client.send(new CreateAliasCommand({ ...alias, FunctionVersion: "1" }));
  expect(made).toMatchObject({ AliasArn: `${ARN}:versioned:live`, FunctionVersion: "1", Description: "" });
  expect(await invoke("versioned:live")).toMatchObject({ value: "one", version: "1" });
  await client.send(new UpdateAliasCommand({ ...alias, FunctionVersion: "2" }));
  expect(await invoke("versioned:live")).toMatchObject({ value: "two", version: "2" });
  expect(await invoke("versioned:1")).toMatchObject({ value: "one" });
  await client.send(
    new UpdateAliasCommand({ ...alias, RoutingConfig: { AdditionalVersionWeights: { "1": 1 } } }),
  );
  expect(await invoke("versioned:live")).toMatchObject({ value: "one" });
  expect(await client.send(new GetAliasCommand(alias))).toMatchObject({
    FunctionVersion: "2",
    RoutingConfig: { AdditionalVersionWeights: { "1": 1 } },
  });
  await expect(
    client.send(new DeleteFunctionCommand({ FunctionName: "versioned", Qualifier: "1" })),
  ).rejects.toMatchObject({ name: "ResourceConflictException" });
  await client.send(new DeleteAliasCommand(alias));
  await client.send(new DeleteAliasCommand(alias));
  await client.send(new DeleteFunctionCommand({ FunctionName: "versioned", Qualifier: "1" }));
  await expect(invoke("versioned:1")).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  await expect(client.send(new GetAliasCommand(alias))).rejects.toMatchObject(
    refused("ResourceNotFoundException", 404, `Cannot find alias arn: ${ARN}:versioned:live`),
  );
});

test.each<[string, object, string, string]>([
  ["of a name of digits", { Name: "2024" }, "ValidationException", "(?!^[0-9]+$)([a-zA-Z0-9-_]+)"],
  [
    "that is there",
    { Name: "live" },
    "ResourceConflictException",
    `Alias already exists: ${ARN}:declared:live`,
  ],
  [
    "for a version that is not there",
    { FunctionVersion: "10" },
    "ResourceNotFoundException",
    `Function not found: ${ARN}:declared:10`,
  ],
  [
    "with two further versions",
    { RoutingConfig: { AdditionalVersionWeights: { "1": 0.5, "2": 0.1 } } },
    "InvalidParameterValueException",
    "Number of items in AdditionalVersionWeights cannot be greater than 1",
  ],
  [
    "with a share above 1",
    { RoutingConfig: { AdditionalVersionWeights: { "2": 2 } } },
    "ValidationException",
    "Value '{2=2.0}' at 'routingConfig.additionalVersionWeights'",
  ],
  [
    "with its own version as the further one",
    { RoutingConfig: { AdditionalVersionWeights: { "1": 0.5 } } },
    "InvalidParameterValueException",
    "Function version 1 is already included in routing configuration.",
  ],
  [
    "for $LATEST with a share",
    { FunctionVersion: "$LATEST", RoutingConfig: { AdditionalVersionWeights: { "1": 0.5 } } },
    "InvalidParameterValueException",
    "$LATEST is not supported for an alias pointing to more than 1 version",
  ],
])("an alias %s is refused as recorded", async (_, given, name, message) => {
  await expect(
    client.send(
      new CreateAliasCommand({ FunctionName: "declared", Name: "other", FunctionVersion: "1", ...given }),
    ),
  ).rejects.toMatchObject({ name, message: expect.stringContaining(message) });
});

test("EventInvokeConfigs belong to a qualifier, and events are handled by them", async () => {
  await create("events", { "index.mjs": "export const handler = async () => { throw new Error('never') };" });
  const { Version = "" } = await client.send(new PublishVersionCommand({ FunctionName: "events" }));
  const put = await client.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: "events",
      Qualifier: Version,
      MaximumRetryAttempts: 0,
      DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:000000000000:failed" } },
    }),
  );
  expect(put).toMatchObject({ FunctionArn: `${ARN}:events:1`, MaximumRetryAttempts: 0 });
  for (const FunctionName of ["events:1", "events"])
    await client.send(new InvokeCommand({ FunctionName, InvocationType: "Event" }));
  await lambda.settled();
  expect(
    lambda.queue("failed").messages.map(({ Body }) => JSON.parse(Body).requestContext.functionArn),
  ).toEqual([`${ARN}:events:1`]);
  await lambda.clock.advance({ minutes: 3 });
  expect(lambda.runs("events")).toHaveLength(4);
  await client.send(
    new UpdateFunctionEventInvokeConfigCommand({
      FunctionName: "events",
      Qualifier: "1",
      MaximumEventAgeInSeconds: 60,
    }),
  );
  const { FunctionEventInvokeConfigs } = await client.send(
    new ListFunctionEventInvokeConfigsCommand({ FunctionName: "events" }),
  );
  expect(FunctionEventInvokeConfigs).toMatchObject([
    { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 },
  ]);
  await client.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName: "events", Qualifier: "1" }));
  await expect(
    client.send(new GetFunctionEventInvokeConfigCommand({ FunctionName: "events", Qualifier: "1" })),
  ).rejects.toMatchObject(
    refused(
      "ResourceNotFoundException",
      404,
      `The function ${ARN}:events:1 doesn't have an EventInvokeConfig`,
    ),
  );
});

test("reserved concurrency, recursion and the account's limits can be read and set", async () => {
  const of = { FunctionName: "plain" };
  await client.send(new PutFunctionConcurrencyCommand({ ...of, ReservedConcurrentExecutions: 0 }));
  expect(await client.send(new GetFunctionConcurrencyCommand(of))).toMatchObject({
    ReservedConcurrentExecutions: 0,
  });
  await expect(invoke("plain")).rejects.toMatchObject({
    name: "TooManyRequestsException",
    Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
  });
  await client.send(new DeleteFunctionConcurrencyCommand(of));
  expect(await invoke("plain")).toMatchObject({ count: 1 });
  await client.send(new PutFunctionRecursionConfigCommand({ ...of, RecursiveLoop: "Allow" }));
  expect(await client.send(new GetFunctionRecursionConfigCommand(of))).toMatchObject({
    RecursiveLoop: "Allow",
  });
  const { AccountLimit, AccountUsage } = await client.send(new GetAccountSettingsCommand());
  expect(AccountLimit).toMatchObject({ ConcurrentExecutions: 2_147_483_647, CodeSizeZipped: 52_428_800 });
  expect(AccountUsage?.FunctionCount).toBe(lambda.functions.length);
});

test("InvokeAsync, which is deprecated, is an event", async () => {
  const before = lambda.runs("plain").length;
  const { Status } = await client.send(
    new InvokeAsyncCommand({ FunctionName: "plain", InvokeArgs: JSON.stringify({ old: true }) }),
  );
  expect(Status).toBe(202);
  await lambda.settled();
  expect(lambda.runs("plain").slice(before)).toMatchObject([{ payload: { old: true } }]);
});

test("an operation that local does not have is refused with those that it has", async () => {
  await expect(client.send(new ListLayersCommand())).rejects.toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining(
      "it serves Invoke, InvokeAsync, InvokeWithResponseStream, CreateFunction",
    ),
  });
});

test("code that was unpacked is removed with the service", async () => {
  const short = await local({ functions: {}, root: folder });
  const other = new LambdaClient({ ...short.client, maxAttempts: 1 });
  await other.send(
    new CreateFunctionCommand({
      FunctionName: "f",
      Runtime: "nodejs24.x",
      Handler: "index.handler",
      Role: ROLE,
      Code: { ZipFile: zip(answers(1)) },
    }),
  );
  const { Code } = await other.send(new GetFunctionCommand({ FunctionName: "f" }));
  const code = fileURLToPath(Code?.Location ?? "");
  expect(existsSync(code)).toBe(true);
  other.destroy();
  await short.close();
  expect(existsSync(code)).toBe(false);
});

test("CreateFunction puts a function on Managed Instances; an update changes its limits, and nothing else can do so", async () => {
  const CapacityProviderArn = "arn:aws:lambda:us-east-1:000000000000:capacity-provider:mine";
  const compute = (more: object) => ({
    CapacityProviderConfig: {
      LambdaManagedInstancesCapacityProviderConfig: { CapacityProviderArn, ...more },
    },
  });
  const limits = { PerExecutionEnvironmentMaxConcurrency: 5, ExecutionEnvironmentMemoryGiBPerVCpu: 4 };
  const created = await create("managed", answers("several at once"), {
    MemorySize: 16_384,
    Environment: { Variables: { AWS_LAMBDA_NODEJS_WORKER_COUNT: "1" } },
    ...compute(limits),
  });
  expect(created).toMatchObject({ MemorySize: 16_384, ...compute(limits) });
  expect(await invoke("managed")).toMatchObject({ value: "several at once", version: "$LATEST.PUBLISHED" });
  const update = (FunctionName: string, more: object) =>
    client.send(new UpdateFunctionConfigurationCommand({ FunctionName, ...compute(more) }));
  expect(await update("managed", { PerExecutionEnvironmentMaxConcurrency: 7 })).toMatchObject(
    compute({ ...limits, PerExecutionEnvironmentMaxConcurrency: 7 }),
  );
  await expect(update("plain", limits)).rejects.toMatchObject(
    refused(
      "InvalidParameterValueException",
      400,
      "@faultwire/local: only CreateFunction can put a function on Managed Instances",
    ),
  );
  await expect(create("managed-128", answers(1), { MemorySize: 128, ...compute({}) })).rejects.toMatchObject({
    name: "InvalidParameterValueException",
  });
});
