import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  CreateStageCommand,
  DeleteGatewayResponseCommand,
  DeleteIntegrationCommand,
  DeleteIntegrationResponseCommand,
  DeleteMethodCommand,
  DeleteMethodResponseCommand,
  DeleteResourceCommand,
  DeleteRestApiCommand,
  DeleteStageCommand,
  GetDeploymentsCommand,
  GetGatewayResponseCommand,
  GetGatewayResponsesCommand,
  GetIntegrationCommand,
  GetIntegrationResponseCommand,
  GetMethodCommand,
  GetResourcesCommand,
  GetRestApiCommand,
  GetRestApisCommand,
  GetStagesCommand,
  GetVpcLinksCommand,
  PutGatewayResponseCommand,
  PutIntegrationCommand,
  type PutIntegrationCommandInput,
  PutIntegrationResponseCommand,
  type PutIntegrationResponseCommandInput,
  PutMethodCommand,
  type PutMethodCommandInput,
  PutMethodResponseCommand,
  UpdateIntegrationResponseCommand,
  UpdateMethodResponseCommand,
  UpdateRestApiCommand,
  UpdateStageCommand,
} from "@aws-sdk/client-api-gateway";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Local, local } from "../src/index.ts";
import { zip } from "./zip.ts";

const ARN = "arn:aws:lambda:us-east-1:000000000000:function";
const uri = (name: string) =>
  `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${ARN}:${name}/invocations`;

let lambda: Local;
let gateway: APIGatewayClient;
let functions: LambdaClient;

beforeAll(async () => {
  lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: { f: "scripted.handler" },
    apis: {
      shop: {
        type: "rest",
        routes: {
          "POST /orders/{id}": {
            function: "f",
            template: '{"return": {"id": "$input.params(\'id\')"}}',
            responses: [{ statusCode: 200 }],
          },
          "GET /limited": { gatewayResponse: "THROTTLED" },
          "ANY /proxy": "f",
        },
      },
      staged: { type: "rest", stage: "v1", routes: { "GET /": "f" } },
    },
  });
  const config = { ...lambda.client, maxAttempts: 1 };
  gateway = new APIGatewayClient(config);
  functions = new LambdaClient(config);
});

afterAll(async () => {
  gateway.destroy();
  functions.destroy();
  await lambda.close();
});

const post = (url: string, body: unknown = {}) =>
  fetch(url, { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } });
const badRequest = (message: string) => ({
  name: "BadRequestException",
  message,
  $metadata: expect.objectContaining({ httpStatusCode: 400 }),
});
const allow = (StatementId: string, FunctionName: string, SourceArn: string) =>
  functions.send(
    new AddPermissionCommand({
      FunctionName,
      StatementId,
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
      SourceArn,
    }),
  );

/** An API with one resource, `/orders`, and one method, POST. */
async function makeApi(integration: Partial<PutIntegrationCommandInput> = {}) {
  const { id: restApiId = "", rootResourceId } = await gateway.send(
    new CreateRestApiCommand({ name: "made" }),
  );
  const { id: resourceId } = await gateway.send(
    new CreateResourceCommand({ restApiId, parentId: rootResourceId, pathPart: "orders" }),
  );
  const method = { restApiId, resourceId, httpMethod: "POST" };
  await gateway.send(new PutMethodCommand({ ...method, authorizationType: "NONE" }));
  await gateway.send(
    new PutIntegrationCommand({
      ...method,
      type: "AWS",
      integrationHttpMethod: "POST",
      uri: uri("f"),
      ...integration,
    }),
  );
  return { restApiId, rootResourceId, method };
}

async function deploy(restApiId: string, stageName = "dev"): Promise<string> {
  const { id = "" } = await gateway.send(new CreateDeploymentCommand({ restApiId, stageName }));
  return id;
}

describe("an API that requests make", () => {
  test("is described as recorded, and answers once it is deployed and permitted", async () => {
    const { restApiId, method } = await makeApi({ type: "AWS_PROXY" });
    const { items } = await gateway.send(new GetResourcesCommand({ restApiId }));
    expect(items).toEqual([
      { id: expect.stringMatching(/^[a-z0-9]{10}$/), path: "/" },
      {
        id: method.resourceId,
        parentId: items?.[0]?.id,
        path: "/orders",
        pathPart: "orders",
        resourceMethods: { POST: {} },
      },
    ]);
    expect(await gateway.send(new GetMethodCommand(method))).toMatchObject({
      httpMethod: "POST",
      authorizationType: "NONE",
      apiKeyRequired: false,
      methodIntegration: {
        type: "AWS_PROXY",
        httpMethod: "POST",
        uri: uri("f"),
        passthroughBehavior: "WHEN_NO_MATCH",
        timeoutInMillis: 29_000,
        cacheNamespace: method.resourceId,
        cacheKeyParameters: [],
      },
    });
    await deploy(restApiId);
    const url = lambda.url(`${restApiId}/dev`, "/orders");
    expect(url).toBe(`${lambda.endpoint}/restapis/${restApiId}/dev/_user_request_/orders`);
    const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const refused = await post(url);
    expect([refused.status, await refused.text()]).toEqual([500, '{"message": "Internal server error"}']);
    expect(stderr.mock.calls.join()).toContain(
      `Invalid permissions on Lambda function: ${ARN}:f does not permit apigateway.amazonaws.com to invoke it for arn:aws:execute-api:us-east-1:000000000000:${restApiId}/dev/POST/orders`,
    );
    stderr.mockRestore();
    await allow("proxy", "f", `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/*/POST/orders`);
    const event = { statusCode: 201, body: "made" };
    const answer = await post(`${url}?a=1`, { return: event });
    expect([answer.status, await answer.text()]).toEqual([201, "made"]);
    const { payload } = lambda.runs("f").at(-1) ?? {};
    expect(payload).toMatchObject({
      path: "/orders",
      resource: "/orders",
      queryStringParameters: { a: "1" },
      requestContext: { path: "/dev/orders", stage: "dev", apiId: restApiId },
    });
    expect((await fetch(lambda.url(`${restApiId}/dev`, "/nope"))).status).toBe(403);
    expect((await fetch(`${lambda.endpoint}/restapis/${restApiId}/nope/_user_request_/orders`)).status).toBe(
      403,
    );
    await gateway.send(new DeleteRestApiCommand({ restApiId }));
    expect(Object.keys(lambda.apis)).toEqual(["shop", "staged"]);
    await expect(gateway.send(new GetRestApiCommand({ restApiId }))).rejects.toMatchObject({
      name: "NotFoundException",
      message: `Invalid API identifier specified 000000000000:${restApiId}`,
    });
  });

  test("needs no permission where its integration has a role", async () => {
    const { restApiId } = await makeApi({
      type: "AWS_PROXY",
      credentials: "arn:aws:iam::000000000000:role/api",
    });
    await deploy(restApiId);
    const answer = await post(lambda.url(`${restApiId}/dev`, "/orders"), { return: { statusCode: 204 } });
    expect(answer.status).toBe(204);
  });

  test("answers by its deployment: changes show when it is deployed again, and a stage moves back", async () => {
    const { restApiId, method } = await makeApi({
      type: "MOCK",
      requestTemplates: { "application/json": '{"statusCode": 200}' },
    });
    const template = (text: string) => ({ responseTemplates: { "application/json": text } });
    await gateway.send(new PutMethodResponseCommand({ ...method, statusCode: "200" }));
    await gateway.send(
      new PutIntegrationResponseCommand({ ...method, statusCode: "200", ...template("one") }),
    );
    const first = await deploy(restApiId);
    await gateway.send(
      new PutIntegrationResponseCommand({ ...method, statusCode: "200", ...template("two") }),
    );
    const url = lambda.url(`${restApiId}/dev`, "/orders");
    expect(await (await post(url)).text()).toBe("one");
    const second = await deploy(restApiId);
    expect(await (await post(url)).text()).toBe("two");
    await gateway.send(new CreateStageCommand({ restApiId, stageName: "old", deploymentId: first }));
    expect(await (await post(lambda.url(`${restApiId}/old`, "/orders"))).text()).toBe("one");
    const patchOperations = [{ op: "replace", path: "/deploymentId", value: first } as const];
    await gateway.send(new UpdateStageCommand({ restApiId, stageName: "dev", patchOperations }));
    expect(await (await post(url)).text()).toBe("one");
    const { item: stages } = await gateway.send(new GetStagesCommand({ restApiId }));
    expect(stages?.map(({ stageName, deploymentId }) => [stageName, deploymentId])).toEqual([
      ["dev", first],
      ["old", first],
    ]);
    const { items: deployments } = await gateway.send(new GetDeploymentsCommand({ restApiId }));
    expect(deployments?.map(({ id }) => id)).toEqual([first, second]);
    await gateway.send(new DeleteStageCommand({ restApiId, stageName: "old" }));
    expect(Object.keys(lambda.apis)).not.toContain(`${restApiId}/old`);
  });

  test("may be deployed before its function is there", async () => {
    const { restApiId } = await makeApi({ type: "AWS_PROXY", uri: uri("later") });
    await deploy(restApiId);
    const url = lambda.url(`${restApiId}/dev`, "/orders");
    expect((await post(url)).status).toBe(500);
    await functions.send(
      new CreateFunctionCommand({
        FunctionName: "later",
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: "arn:aws:iam::000000000000:role/any",
        Code: { ZipFile: zip({ "index.mjs": "export const handler = async () => ({ body: 'late' });" }) },
      }),
    );
    await allow("api", "later", `arn:aws:execute-api:us-east-1:000000000000:${restApiId}/*`);
    expect(await (await post(url)).text()).toBe("late");
    await functions.send(new DeleteFunctionCommand({ FunctionName: "later" }));
    expect((await post(url)).status).toBe(500);
  });

  test("has customised gateway responses", async () => {
    const { restApiId } = await makeApi({ type: "AWS_PROXY" });
    const responseType = "MISSING_AUTHENTICATION_TOKEN" as const;
    expect(await gateway.send(new GetGatewayResponseCommand({ restApiId, responseType }))).toMatchObject({
      defaultResponse: true,
      statusCode: "403",
      responseTemplates: { "application/json": '{"message":$context.error.messageString}' },
    });
    await gateway.send(
      new PutGatewayResponseCommand({
        restApiId,
        responseType,
        statusCode: "404",
        responseParameters: { "gatewayresponse.header.x-what": "'nothing here'" },
        responseTemplates: { "application/json": '{"what":$context.error.messageString}' },
      }),
    );
    await deploy(restApiId);
    const answer = await fetch(lambda.url(`${restApiId}/dev`, "/nope"));
    expect([answer.status, answer.headers.get("x-what"), await answer.text()]).toEqual([
      404,
      "nothing here",
      '{"what":"Missing Authentication Token"}',
    ]);
    const { items } = await gateway.send(new GetGatewayResponsesCommand({ restApiId }));
    expect(items?.filter(({ defaultResponse }) => !defaultResponse)).toHaveLength(1);
    await gateway.send(new DeleteGatewayResponseCommand({ restApiId, responseType }));
    await expect(
      gateway.send(new DeleteGatewayResponseCommand({ restApiId, responseType })),
    ).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Gateway response type not defined on api",
    });
  });
});

describe("the responses of a custom integration", () => {
  let api: Awaited<ReturnType<typeof makeApi>>;
  beforeEach(async () => {
    api = await makeApi();
  });
  const putResponse = (given: Partial<PutIntegrationResponseCommandInput>) =>
    gateway.send(new PutIntegrationResponseCommand({ ...api.method, statusCode: "400", ...given }));

  test("are put, read, changed and deleted", async () => {
    const of = { ...api.method, statusCode: "400" };
    const put = await putResponse({ selectionPattern: "Malformed.*" });
    expect(put).toMatchObject({
      statusCode: "400",
      selectionPattern: "Malformed.*",
      $metadata: { httpStatusCode: 201 },
    });
    const patchOperations = [{ op: "replace", path: "/selectionPattern", value: "Bad.*" } as const];
    expect(
      await gateway.send(new UpdateIntegrationResponseCommand({ ...of, patchOperations })),
    ).toMatchObject({ selectionPattern: "Bad.*" });
    expect(await gateway.send(new GetIntegrationResponseCommand(of))).toMatchObject({
      selectionPattern: "Bad.*",
    });
    await gateway.send(new DeleteIntegrationResponseCommand(of));
    await expect(gateway.send(new GetIntegrationResponseCommand(of))).rejects.toMatchObject({
      name: "NotFoundException",
      message: "Invalid Response status code specified",
    });
    await gateway.send(new DeleteIntegrationCommand(api.method));
    await expect(gateway.send(new GetIntegrationCommand(api.method))).rejects.toMatchObject({
      message: "Invalid Integration identifier specified",
    });
    await gateway.send(new DeleteMethodCommand(api.method));
    await expect(gateway.send(new GetMethodCommand(api.method))).rejects.toMatchObject({
      message: "Invalid Method identifier specified",
    });
  });

  test("map only headers that the method declares", async () => {
    const responseParameters = { "method.response.header.error_type": "integration.response.body.errorType" };
    await expect(putResponse({ responseParameters })).rejects.toMatchObject(
      badRequest(
        "Invalid mapping expression specified: Validation Result: warnings : [], errors : [No method response exists for method.]",
      ),
    );
    const of = { ...api.method, statusCode: "400" };
    await gateway.send(new PutMethodResponseCommand(of));
    await expect(putResponse({ responseParameters })).rejects.toMatchObject(
      badRequest(
        "Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: method.response.header.error_type]",
      ),
    );
    const patchOperations = [
      { op: "add", path: "/responseParameters/method.response.header.error_type", value: "false" } as const,
    ];
    await gateway.send(new UpdateMethodResponseCommand({ ...of, patchOperations }));
    expect(await putResponse({ responseParameters })).toMatchObject({ responseParameters });
    await gateway.send(new DeleteMethodResponseCommand(of));
  });
});

describe("an API of local's options", () => {
  test("is listed with the others, with its resources and integrations", async () => {
    const { items } = await gateway.send(new GetRestApisCommand());
    expect(items?.map(({ id, name }) => [id, name]).slice(0, 2)).toEqual([
      ["shop", "shop"],
      ["staged", "staged"],
    ]);
    const { items: resources } = await gateway.send(
      new GetResourcesCommand({ restApiId: "shop", embed: ["methods"] }),
    );
    expect(resources?.map(({ path }) => path)).toEqual([
      "/",
      "/orders",
      "/orders/{id}",
      "/limited",
      "/proxy",
    ]);
    expect(resources?.[2]?.resourceMethods?.POST).toMatchObject({
      methodResponses: { 200: { statusCode: "200" } },
      methodIntegration: {
        type: "AWS",
        uri: uri("f"),
        requestTemplates: { "application/json": '{"return": {"id": "$input.params(\'id\')"}}' },
        integrationResponses: { 200: { statusCode: "200", selectionPattern: "" } },
      },
    });
    const { item } = await gateway.send(new GetStagesCommand({ restApiId: "staged" }));
    expect(item?.map(({ stageName }) => stageName)).toEqual(["v1"]);
  });

  test("is changed by a deployment to its stage, on its own port, and the rest of it stays", async () => {
    const { items } = await gateway.send(new GetResourcesCommand({ restApiId: "shop" }));
    const resourceId = items?.find(({ path }) => path === "/orders/{id}")?.id;
    const url = lambda.url("shop", "/orders/7");
    expect(await (await post(url)).text()).toBe('{"id":"7"}');
    const of = { restApiId: "shop", resourceId, httpMethod: "POST", statusCode: "200" };
    await gateway.send(
      new UpdateIntegrationResponseCommand({
        ...of,
        patchOperations: [
          { op: "add", path: "/responseTemplates/application~1json", value: "changed $input.json('$.id')" },
        ],
      }),
    );
    expect(await (await post(url)).text()).toBe('{"id":"7"}');
    await deploy("shop", "local");
    expect(await (await post(url)).text()).toBe('changed "7"');
    expect((await fetch(lambda.url("shop", "/limited"))).status).toBe(429);
    expect((await post(lambda.url("shop", "/proxy"), { return: { statusCode: 202 } })).status).toBe(202);
    await deploy("shop", "next");
    expect(await (await post(lambda.url("shop/next", "/orders/8"))).text()).toBe('changed "8"');
    await expect(gateway.send(new DeleteRestApiCommand({ restApiId: "shop" }))).rejects.toMatchObject(
      badRequest("@faultwire/local: an API of local's options cannot be deleted; leave it out there"),
    );
  });
});

describe("a request that cannot be is refused", () => {
  let api: Awaited<ReturnType<typeof makeApi>>;
  beforeAll(async () => {
    api = await makeApi();
  });

  test.each<[string, Partial<PutIntegrationCommandInput>, string, string]>([
    [
      "a type that is not one",
      { type: "HTTPS_PROXY" as "HTTP_PROXY" },
      "ValidationException",
      "1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]",
    ],
    [
      "HTTP, which local does not have",
      { type: "HTTP", uri: "http://example.com" },
      "BadRequestException",
      "@faultwire/local has integrations of the types AWS, AWS_PROXY and MOCK, and no HTTP",
    ],
    [
      "a URI that is not an ARN",
      { uri: "no" },
      "BadRequestException",
      "Invalid ARN specified in the request",
    ],
    [
      "the ARN of a function as URI",
      { uri: "arn:aws:apigateway:us-east-1:lambda:test" },
      "BadRequestException",
      "AWS ARN for integration must contain path or action",
    ],
    [
      "no method",
      { integrationHttpMethod: undefined },
      "BadRequestException",
      "Enumeration value for HttpMethod must be non-empty",
    ],
    [
      "a method that Lambda does not have",
      { integrationHttpMethod: "GET" },
      "BadRequestException",
      "@faultwire/local: API Gateway invokes functions by POST only; httpMethod is GET",
    ],
  ])("an integration with %s", async (_, given, name, message) => {
    await expect(
      gateway.send(
        new PutIntegrationCommand({
          ...api.method,
          type: "AWS",
          integrationHttpMethod: "POST",
          uri: uri("f"),
          ...given,
        }),
      ),
    ).rejects.toMatchObject({ name, message });
  });

  test.each<[string, Partial<PutMethodCommandInput>, string]>([
    [
      "that is not one",
      { httpMethod: "FETCH" },
      "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
    ],
    ["that is there", { httpMethod: "POST" }, "Method already exists for this resource"],
    [
      "with an authorizer that is not there",
      { authorizationType: "CUSTOM" },
      "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    ],
  ])("a method %s", async (_, given, message) => {
    await expect(
      gateway.send(
        new PutMethodCommand({ ...api.method, httpMethod: "GET", authorizationType: "NONE", ...given }),
      ),
    ).rejects.toMatchObject({ message });
  });

  test.each([
    [
      "with a variable beside another",
      "{other}",
      "A sibling ({id}) of this resource already has a variable path part -- only one is allowed",
    ],
    ["that is there", "orders", "Another resource with the same parent already has this name: orders"],
  ])("a resource %s", async (_, pathPart, message) => {
    const { restApiId, rootResourceId: parentId } = api;
    if (pathPart.startsWith("{"))
      await gateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart: "{id}" }));
    await expect(
      gateway.send(new CreateResourceCommand({ restApiId, parentId, pathPart })),
    ).rejects.toMatchObject({ message });
  });

  test("a deployment without methods, without an integration, or of a template that cannot be run", async () => {
    const { id: restApiId = "", rootResourceId } = await gateway.send(
      new CreateRestApiCommand({ name: "bare" }),
    );
    await expect(deploy(restApiId)).rejects.toMatchObject(
      badRequest("The REST API doesn't contain any methods"),
    );
    const method = { restApiId, resourceId: rootResourceId, httpMethod: "GET" };
    await gateway.send(new PutMethodCommand({ ...method, authorizationType: "NONE" }));
    await expect(deploy(restApiId)).rejects.toMatchObject(badRequest("No integration defined for method"));
    await gateway.send(
      new PutIntegrationCommand({
        ...method,
        type: "MOCK",
        requestTemplates: { "application/json": "#parse('x')" },
      }),
    );
    await expect(deploy(restApiId)).rejects.toMatchObject({
      name: "BadRequestException",
      message: expect.stringMatching(/^@faultwire\/local: api \w{10}: GET \/: mock: template/),
    });
  });

  test("a change of a path that there is not, and an operation that local does not have", async () => {
    const { restApiId } = api;
    const patchOperations = [{ op: "replace", path: "/nothing", value: "1" } as const];
    await expect(
      gateway.send(new UpdateRestApiCommand({ restApiId, patchOperations })),
    ).rejects.toMatchObject(badRequest("Invalid patch path /nothing"));
    await expect(gateway.send(new GetVpcLinksCommand())).rejects.toMatchObject({
      name: "UnknownOperationException",
      message: expect.stringContaining("it serves CreateRestApi, GetRestApis"),
    });
    const root = { restApiId, resourceId: api.rootResourceId };
    await expect(gateway.send(new DeleteResourceCommand(root))).rejects.toMatchObject({
      name: "BadRequestException",
    });
  });
});
