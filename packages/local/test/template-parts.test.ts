import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { fromTemplate, type TemplateGap } from "../src/index.ts";

const room = mkdtempSync(join(tmpdir(), "faultwire-test-"));
afterAll(() => rmSync(room, { recursive: true, force: true }));
let count = 0;

/** Reads a template in a folder of its own, with a handler, `f.handler`, and further files. */
async function read(name: string, text: string, files: Readonly<Record<string, string>> = {}) {
  const folder = join(room, String(count++));
  const all = { "f.mjs": "export const handler = async () => 1;", [name]: text, ...files };
  for (const [file, content] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
  const gaps: TemplateGap[] = [];
  const options = await fromTemplate(join(folder, name), { onGaps: (given) => gaps.push(...given) });
  return { options, folder, gaps: gaps.filter(({ effect }) => effect !== "none") };
}

const FUNCTION = `
  F:
    Type: AWS::Serverless::Function
    Properties: { Handler: f.handler, Runtime: nodejs24.x }
`;
const URI = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/\${F.Arn}/invocations`;
const PROXY = `x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: !Sub "${URI}" }`;

test("an OpenAPI document may be a file beside the template, in two ways", async () => {
  const document = `paths: { /a: { get: { ${PROXY} } } }`;
  const routes = { "GET /a": "F" };
  const include = `{ "Fn::Transform": { Name: AWS::Include, Parameters: { Location: api.yaml } } }`;
  for (const definition of ["DefinitionUri: api.yaml", `DefinitionBody: ${include}`]) {
    const api = `  A: { Type: AWS::Serverless::Api, Properties: { StageName: v1, ${definition} } }`;
    const { options, gaps } = await read("template.yaml", `Resources:${FUNCTION}${api}`, {
      "api.yaml": document,
    });
    expect([options.apis, gaps]).toEqual([{ A: { type: "rest", stage: "v1", routes } }, []]);
  }
});

test("an OpenAPI document has its Lambda authorizers, and a method without one that is taken is a gap", async () => {
  const { options, gaps } = await read(
    "template.yaml",
    `Resources:${FUNCTION}
  A:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        paths:
          /a:
            get:
              security: [{ token: [] }]
              ${PROXY}
            post:
              security: [{ cognito: [] }]
              ${PROXY}
        components:
          securitySchemes:
            token:
              type: apiKey
              name: X-Token
              in: header
              x-amazon-apigateway-authorizer: { type: token, authorizerUri: !Sub "${URI}" }
`,
  );
  expect(options.apis?.A).toMatchObject({
    routes: { "GET /a": { function: "F", authorizer: "token" }, "POST /a": "F" },
    authorizers: { token: { type: "token", function: "F", identitySource: "method.request.header.X-Token" } },
  });
  expect(gaps.map(({ property, effect }) => [property, effect])).toEqual([
    ["Body.paths./a.post.security", "different"],
  ]);
});

test("methods as resources have authorizers, validators, models, keys, mocks and streams", async () => {
  const { options, gaps } = await read(
    "template.yaml",
    `Resources:${FUNCTION}
  Api: { Type: AWS::ApiGateway::RestApi }
  Live:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, StageName: live, Variables: { a: b } }
  Auth:
    Type: AWS::ApiGateway::Authorizer
    Properties:
      RestApiId: !Ref Api
      Type: REQUEST
      Name: auth
      AuthorizerUri: !Sub "${URI}"
      IdentitySource: method.request.header.Authorization
      AuthorizerResultTtlInSeconds: 0
  Validator:
    Type: AWS::ApiGateway::RequestValidator
    Properties: { RestApiId: !Ref Api, ValidateRequestBody: true }
  Order:
    Type: AWS::ApiGateway::Model
    Properties: { RestApiId: !Ref Api, Name: Order, ContentType: application/json, Schema: { type: object } }
  Key: { Type: AWS::ApiGateway::ApiKey, Properties: { Value: secret-of-twenty-letters } }
  Made: { Type: AWS::ApiGateway::ApiKey }
  Path:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders }
  Post:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Path
      HttpMethod: POST
      AuthorizationType: CUSTOM
      AuthorizerId: !Ref Auth
      ApiKeyRequired: true
      RequestValidatorId: !Ref Validator
      RequestModels: { application/json: !Ref Order }
      Integration:
        Type: AWS_PROXY
        Uri: !Sub "${URI}"
        ResponseTransferMode: STREAM
        TimeoutInMillis: 1000
  Options:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Path
      HttpMethod: OPTIONS
      AuthorizationType: NONE
      MethodResponses:
        - { StatusCode: "204", ResponseParameters: { method.response.header.Allow: true } }
      Integration:
        Type: MOCK
        PassthroughBehavior: NEVER
        RequestTemplates: { application/json: '{"statusCode": 204}' }
        IntegrationResponses:
          - { StatusCode: "204", ResponseParameters: { method.response.header.Allow: "'POST'" } }
`,
  );
  expect(options.apis?.Api).toEqual({
    type: "rest",
    stage: "live",
    routes: {
      "POST /orders": {
        function: "F",
        timeoutMs: 1000,
        responseTransferMode: "STREAM",
        authorizer: "Auth",
        apiKeyRequired: true,
        requestValidator: { validateRequestBody: true, validateRequestParameters: false },
        requestModels: { "application/json": "Order" },
      },
      "OPTIONS /orders": {
        mock: {
          template: { "application/json": '{"statusCode": 204}' },
          passthroughBehavior: "NEVER",
          responses: [{ statusCode: 204, headers: { Allow: "'POST'" } }],
          methodResponses: [{ statusCode: 204, headers: ["Allow"] }],
        },
      },
    },
    authorizers: {
      Auth: {
        type: "request",
        function: "F",
        identitySource: "method.request.header.Authorization",
        authorizerResultTtlInSeconds: 0,
      },
    },
    models: { Order: { type: "object" } },
    apiKeys: ["secret-of-twenty-letters"],
  });
  expect(gaps.map(({ resource, property }) => `${resource}.${property}`)).toEqual([
    "Live.Variables",
    "Made.Value",
  ]);
});

test("serverless.yml has authorizers, keys, CORS and streams", async () => {
  const { options, gaps } = await read(
    "serverless.yml",
    `service: s
provider:
  name: aws
  runtime: nodejs24.x
  apiGateway: { apiKeys: [{ name: k, value: secret-of-twenty-letters }], binaryMediaTypes: ["image/*"] }
  httpApi:
    cors: { allowedOrigins: ["https://a.example"], maxAge: 60 }
    authorizers:
      jwt: { identitySource: $request.header.Authorization, issuerUrl: "https://i.example", audience: a }
      own: { type: request, functionName: f, enableSimpleResponses: true }
functions:
  f:
    handler: f.handler
    events:
      - http: { method: get, path: a, private: true, cors: { origin: "https://a.example" }, authorizer: f }
      - http: { method: get, path: b, authorizer: aws_iam }
      - httpApi: { method: get, path: /a, authorizer: { name: jwt, scopes: [read] } }
      - httpApi: { method: get, path: /b, authorizer: own }
      - stream: { type: dynamodb, arn: !GetAtt Orders.StreamArn, batchSize: 2, filterPatterns: [{ eventName: [INSERT] }] }
resources:
  Resources:
    Orders:
      Type: AWS::DynamoDB::Table
      Properties: { TableName: orders, StreamSpecification: { StreamViewType: NEW_IMAGE } }
`,
  );
  expect(options.apis).toEqual({
    ApiGatewayRestApi: {
      type: "rest",
      stage: "dev",
      binaryMediaTypes: ["image/*"],
      apiKeys: ["secret-of-twenty-letters"],
      authorizers: {
        FApiGatewayAuthorizer: {
          type: "token",
          function: "s-dev-f",
          identitySource: "method.request.header.Authorization",
        },
      },
      routes: {
        "GET /a": { function: "s-dev-f", authorizer: "FApiGatewayAuthorizer", apiKeyRequired: true },
        "GET /b": { function: "s-dev-f", authorizationType: "AWS_IAM" },
        "OPTIONS /a": expect.objectContaining({ mock: expect.anything() }),
      },
    },
    HttpApi: {
      type: "http",
      cors: { allowOrigins: ["https://a.example"], maxAge: 60 },
      authorizers: {
        HttpApiAuthorizerJwt: {
          type: "jwt",
          issuer: "https://i.example",
          audience: ["a"],
          identitySource: "$request.header.Authorization",
        },
        HttpApiAuthorizerOwn: {
          type: "request",
          function: "s-dev-f",
          authorizerPayloadFormatVersion: "2.0",
          enableSimpleResponses: true,
        },
      },
      routes: {
        "GET /a": { function: "s-dev-f", authorizer: "HttpApiAuthorizerJwt", authorizationScopes: ["read"] },
        "GET /b": { function: "s-dev-f", authorizer: "HttpApiAuthorizerOwn" },
      },
    },
  });
  expect(options.streams).toEqual({
    orders: {
      type: "dynamodb",
      streamViewType: "NEW_IMAGE",
      function: "s-dev-f",
      batchSize: 2,
      filterCriteria: { filters: [{ pattern: '{"eventName":["INSERT"]}' }] },
    },
  });
  expect(options.origins).toEqual(["https://a.example"]);
  expect(gaps.map(({ resource, reason }) => [resource, reason])).toEqual([
    ["Orders", "local has no AWS::DynamoDB::Table; its stream is here"],
  ]);
});

test("what sam build has made runs where the source cannot", async () => {
  const { options, folder, gaps } = await read(
    "template.yaml",
    `Resources:
  F:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: makefile }
    Properties: { Handler: made.handler, Runtime: nodejs24.x, CodeUri: src/ }
`,
    {
      "src/Makefile": "",
      ".aws-sam/build/template.yaml": "Resources: { F: { Properties: { CodeUri: F } } }",
      ".aws-sam/build/F/made.js": "exports.handler = async () => 1;",
    },
  );
  expect(options.functions.F).toMatchObject({ codeUri: join(folder, ".aws-sam/build/F") });
  expect(gaps.map(({ effect, reason }) => [effect, reason])).toEqual([
    ["different", "it runs as sam build has left it; build it again after a change"],
  ]);
});

test("a key that is there twice, and properties that local does not know, are gaps", async () => {
  const { options, gaps } = await read(
    "template.yaml",
    `Transform: [AWS::Serverless-2016-10-31, OurMacro]
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: f.handler
      Runtime: nodejs18.x
      Timeout: 3
      Timeout: 4
      Layers: [arn:aws:lambda:us-east-1:1:layer:l:1]
      NewInTheNextYear: true
`,
  );
  expect(options.functions.F).toMatchObject({ timeout: 4, runtime: "nodejs22.x" });
  expect(gaps.map(({ line, resource, property, effect }) => [line, resource, property, effect])).toEqual([
    [1, "Transform", "OurMacro", "missing"],
    [7, "F", "Runtime", "different"],
    [9, "Timeout", "", "different"],
    [10, "F", "Layers", "missing"],
    [11, "F", "NewInTheNextYear", "missing"],
  ]);
});

test.each([
  ["template.yaml", "Resources:\n  F: [", /template\.yaml:2: /],
  ["template.yaml", "a: 1", /template\.yaml:1: it has neither Resources, .* nor provider and functions/],
  ["template.yaml", "Resources: {}", /there is no function that local can run/],
  [
    "template.yaml",
    `Resources:${FUNCTION.replace("Handler:", "Timeout: soon, Handler:")}`,
    /template\.yaml:4: F\.Timeout is a number; it is "soon"/,
  ],
  [
    "serverless.yml",
    "service: s\nprovider: { name: google }",
    /:2: the provider of local is aws; it is "google"/,
  ],
  ["manifest.json", '{"artifacts":{}}', /it has neither Resources/],
])("%s with %j is refused, with the line", async (name, text, message) => {
  await expect(read(name, text)).rejects.toThrow(message);
});

test.each([
  [{ parameter: {} }, "fromTemplate: there is no member parameter; there are parameters,"],
  [{ parameters: { Nope: "1" } }, "parameters: there is no parameter Nope; there are none"],
  [{ environment: { A: 1 } }, "fromTemplate: environment.A is a text; it is 1"],
  [{ onGaps: true }, "fromTemplate: onGaps is a function; it is true"],
  [{ accountId: "1" }, 'accountId is a text of 12 digits; it is "1"'],
])("options %j are refused", async (options, message) => {
  const file = join(import.meta.dirname, "projects/cloudformation/template.json");
  // The cast: the options are wrong on purpose.
  await expect(fromTemplate(file, options as object)).rejects.toThrow(message);
});

test("a function on Managed Instances has its concurrency, of SAM and of CloudFormation", async () => {
  const { options, gaps } = await read(
    "template.yaml",
    `Resources:
  Provider:
    Type: AWS::Serverless::CapacityProvider
    Properties: { VpcConfig: { SubnetIds: [subnet-1] } }
  Sam:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: sam
      Handler: f.handler
      Runtime: nodejs24.x
      MemorySize: 4096
      CapacityProviderConfig: { Arn: !GetAtt Provider.Arn, PerExecutionEnvironmentMaxConcurrency: 10 }
      FunctionScalingConfig: { MinExecutionEnvironments: 2, MaxExecutionEnvironments: 9 }
  Plain:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: plain
      Handler: f.handler
      Runtime: nodejs24.x
      MemorySize: 8192
      Code: .
      CapacityProviderConfig:
        LambdaManagedInstancesCapacityProviderConfig:
          CapacityProviderArn: arn:aws:lambda:us-east-1:000000000000:capacity-provider:mine
          ExecutionEnvironmentMemoryGiBPerVCpu: 8`,
  );
  expect(options.functions).toMatchObject({
    sam: {
      memorySize: 4096,
      capacityProviderConfig: {
        arn: expect.stringMatching(/^arn:aws:lambda:us-east-1:\d{12}:capacity-provider:.*Provider/),
        perExecutionEnvironmentMaxConcurrency: 10,
      },
      functionScalingConfig: { minExecutionEnvironments: 2 },
    },
    plain: { capacityProviderConfig: { executionEnvironmentMemoryGiBPerVCpu: 8 } },
  });
  expect(gaps.map(({ resource, property }) => `${resource}.${property}`)).toEqual([
    "Sam.FunctionScalingConfig.MaxExecutionEnvironments",
  ]);
});
