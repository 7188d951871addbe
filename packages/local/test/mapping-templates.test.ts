import { describe, expect, test } from "vitest";
import recorded from "../../../cases/velocity-templates.json" with { type: "json" };
import type { ApiRequest } from "../src/gateway/http-message.ts";
import { TEMPLATE_VARIABLES } from "../src/gateway/rest/check-reference.ts";
import { compileTemplate } from "../src/gateway/rest/compile-template.ts";
import { requestContextOf } from "../src/gateway/rest/request-context.ts";
import { contextOf, newOverride } from "../src/gateway/rest/template-context.ts";
import type { Value } from "../src/templates/java-values.ts";
import { parseTemplate } from "../src/templates/parse-template.ts";
import { renderTemplate } from "../src/templates/render-template.ts";
import { Unproven } from "../src/unproven.ts";

/** The variables that the recorded templates were rendered with. */
const variables = () =>
  new Map<string, Value>([
    [
      "map",
      new Map<string, Value>([
        ["foo", "bar"],
        ["n", 3],
        [
          "inner",
          new Map([
            ["a", "it's"],
            ["z", null],
          ]),
        ],
      ]),
    ],
    ["list", { kind: "list", items: ["a", "b", 3, true] }],
    ["s", "Hello World"],
    ["i", 7],
    ["empty", ""],
    ["nothing", { kind: "list", items: [] }],
    ["t", true],
    ["f", false],
    ["msg", 'Malformed: {"errorType":"X"}\nline2'],
    ["d", { kind: "number", source: "1.5" }],
    ["em", new Map()],
    ["long", { kind: "number", source: "8000000000" }],
  ]);

/** Those that the recorded templates write although they have no value are known too. */
const recordedVariables = {
  ...TEMPLATE_VARIABLES,
  names: new Set(
    recorded.templates.flatMap(({ template }) => template.match(/(?<=\$!?\{?)[a-zA-Z_][\w-]*/g) ?? []),
  ),
};

const rendered = (template: string) =>
  renderTemplate(parseTemplate(template, recordedVariables), {
    members: new Map(),
    variables: variables(),
    once: new Set(),
  });

const dense = (text: string | null) => text?.replace(/\s+/g, "");

/** Renders a template; undefined if it is refused, when parsed or when rendered. */
const attempt = (template: string): string | undefined => {
  try {
    return rendered(template);
  } catch (refusal) {
    expect(refusal instanceof TypeError || refusal instanceof Unproven).toBe(true);
    return undefined;
  }
};

describe("what is written is what both Velocity 1.7 and 2.4.1 write, up to white space, or the template is refused", () => {
  test.each(recorded.templates.map((each) => [each.template, each] as const))("%j", (template, each) => {
    const ours = attempt(template);
    if (ours === undefined) return;
    expect([dense(ours), dense(ours)]).toEqual([dense(each["1.7"]), dense(each["2.4.1"])]);
  });

  test("most of the recorded templates are rendered", () => {
    const count = recorded.templates.filter(({ template }) => attempt(template) !== undefined).length;
    expect(count).toBeGreaterThanOrEqual(366);
  });
});

const request: ApiRequest = {
  id: "b7a0e2c4-0000-4000-8000-000000000000",
  method: "POST",
  path: "/orders/7",
  query: new URLSearchParams("page=2"),
  rawQuery: "page=2",
  headers: [["X-Trace", "t-1"]],
  body: Buffer.from(""),
  receivedAt: new Date(0),
  headBytes: 0,
  port: 4000,
  connection: { isCut: false },
};
const place = {
  apiId: "shop",
  account: { accountId: "000000000000", region: "us-east-1" },
  stage: undefined,
};

const mapped = (template: string, body: string) => {
  const override = newOverride();
  const wanted = { request, resource: "/orders/{id}", sentPath: request.path };
  const context = contextOf(requestContextOf(wanted, place), override);
  const subject = { request, pathParameters: { id: "7" }, body, context, override };
  return compileTemplate("template", template)(subject);
};

describe("a body is written as recorded from API Gateway (LocalStack, test_input_path_template_formatting, 2025-06-18)", () => {
  const path = '#set($result = $input.path("$.json"))';
  test.each([
    [`${path}$result`, { foo: "bar" }, "{foo=bar}"],
    [`${path}$result`, [{ foo: "bar" }], '[{"foo":"bar"}]'],
    [`${path}$result.nested`, { nested: { foo: "bar" } }, "{foo=bar}"],
    [`${path}$result.nested`, { nested: [{ foo: "bar" }] }, '[{"foo":"bar"}]'],
    [`${path}$result[0]`, [{ foo: "bar" }], "{foo=bar}"],
    [`${path}$result[0]`, [[{ foo: "bar" }]], '[{"foo":"bar"}]'],
    [`${path}$result`, { foo: [{ nested: "bar" }] }, '{foo=[{"nested":"bar"}]}'],
    [
      `${path}$result`,
      { bigger: "dict", to: "test", with: "separators" },
      "{bigger=dict, to=test, with=separators}",
    ],
    [`${path}$result.toString()`, { foo: "bar" }, "{foo=bar}"],
    [`${path}$result.toString()`, { list: [{ foo: "bar" }] }, '{list=[{"foo":"bar"}]}'],
  ])("%s", (template, json, expected) => {
    expect(mapped(template, JSON.stringify({ json }))).toBe(expected);
  });

  const questions =
    '){"body": $result, "nested": $result.nested, "isNull": #if( $result == $null )"true"#else"false"#end, "isEmptyString": #if( $result == "" )"true"#else"false"#end}';
  test.each([
    ["$.nonExisting", "", '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}'],
    [
      "$.listValue",
      '{"listValue":null}',
      '{"body": , "nested": , "isNull": "true", "isEmptyString": "true"}',
    ],
  ])("nothing at %s is null and the empty text", (where, body, expected) => {
    expect(mapped(`#set($result = $input.path("${where}")${questions}`, body)).toBe(expected);
  });

  test.each([
    ["#set($result = $input.body)$result", "", "{}"],
    ["#set($result = $input.body)$result", "some raw data", "some raw data"],
    [
      "Action=SendMessage&MessageBody=$input.body",
      '{"some": "value"}',
      'Action=SendMessage&MessageBody={"some": "value"}',
    ],
    ["#set($result = $input.body.testAccess)$result", '{"some": "value"}', ""],
    [
      "$util.urlEncode($input.body)&$util.urlEncode($input.body.testAccess)",
      '{"some": "value"}',
      "%7B%22some%22%3A+%22value%22%7D&",
    ],
  ])("%s of %j", (template, body, expected) => {
    expect(mapped(template, body)).toBe(expected);
  });
});

describe("the variables of API Gateway", () => {
  const body = JSON.stringify({
    errorMessage: '{"errorType":"OrderNotFound","httpStatus":404,"details":{"orderId":"o-1","tags":["a"]}}',
    errorType: "Error",
  });
  test.each([
    ["$input.path('$.errorType')", "Error"],
    ["$input.json('$.errorType')", '"Error"'],
    ["$input.json('$.missing')", '""'],
    ["$input.json('$')", body],
    [
      "#set($e = $util.parseJson($input.path('$.errorMessage')))$e.errorType $e.httpStatus $e.details.orderId",
      "OrderNotFound 404 o-1",
    ],
    ["#set($e = $util.parseJson($input.path('$.errorMessage')))$e.details", '{orderId=o-1, tags=["a"]}'],
    ['$util.escapeJavaScript("it\'s")', "it\\'s"],
    ['$util.escapeJavaScript("it\'s").replaceAll("\\\\\'","\'")', "it's"],
    ["$util.base64Encode('abc') $util.base64Decode('YWJj') $util.urlDecode('a+b%21')", "YWJj abc a b!"],
    [
      "$context.requestId $context.httpMethod $context.resourcePath $context.identity.sourceIp",
      "b7a0e2c4-0000-4000-8000-000000000000 POST /orders/{id} 127.0.0.1",
    ],
    [
      "$input.params('id') $input.params('page') $input.params('x-trace') [$input.params('nope')]",
      "7 2 t-1 []",
    ],
    ["#foreach($k in $input.params().keySet())$k#if($foreach.hasNext),#end#end", "path,querystring,header"],
    ["$input.params().path.id$input.params().header.get('X-Trace')", "7t-1"],
  ])("%s", (template, expected) => {
    expect(mapped(template, body)).toBe(expected);
  });

  test.each([
    ["1.50", /the number 1\.50/],
    ["1e3", /the number 1e3/],
    ["12345678.5", /the number 12345678\.5/],
  ])("a number that Java writes otherwise, %s, is not written", (number, message) => {
    expect(() => mapped("$input.path('$.n')", `{"n":${number}}`)).toThrow(message);
  });

  test.each([["1.5"], ["0.25"], ["7"], ["-3.0"], ["99999999999"]])(
    "the number %s is written unchanged",
    (number) => {
      expect(mapped("$input.path('$.n') $input.json('$')", `{"n":${number}}`)).toBe(
        `${number} {"n":${number}}`,
      );
    },
  );

  test.each([
    ["$util.escapeJavaScript($input.path('$'))", "what escapeJavaScript makes of a list or map"],
    ["#define($l)[$l]#end$l", "what $l is, a block of #define"],
    ["#define($l)ab#end$l.length()", "what $l.length() is, a block of #define"],
    ["#set($p = '$..errorType')$input.path($p)", "where the JSONPath $..errorType leads"],
    ["#if($input.path('$.errorType').replace('Error', ''))x#end", "whether an empty text"],
    ["#set($r = [1..200000])$r.size()", "a range of 200000 numbers"],
    ["$input.path('$.errorType').get('a')", "what get with 1 arguments does on a string"],
  ])("%s is not answered with a guess", (template, message) => {
    expect(() => mapped(template, body)).toThrow(message);
  });
});

describe("blocks of #define are written as Velocity 1.7 and 2.4.1 both write them", () => {
  test.each([
    ["#define($l)\n $s\n#end\nx$l y", "x Hello World\n y"],
    ['#define($l)a#end#set($l="z")$l', "z"],
    ["#define($l)$i#end#set($i=9)$l$!l", "99"],
    ['#define($l)q#end#if($l)T#end#if($l=="q")E#end', "TE"],
    ['#set($b = "$")[$b]', "[$]"],
  ])("%j", (template, expected) => {
    expect(rendered(template)).toBe(expected);
  });
});

describe("what is missing or not JSON is empty, as reported of API Gateway (dherault/serverless-offline#136)", () => {
  const body = '{"errorMessage":"plain","number":"42"}';
  test.each([
    ["[$util.escapeJavaScript($input.path('$.missing'))]", "[]"],
    ["[$util.parseJson($input.path('$.missing'))]", "[]"],
    ["[$util.parseJson($input.path('$.errorMessage'))]", "[]"],
    ["[$util.parseJson($input.path('$.number'))]", "[]"],
    ['#set($e = $util.parseJson($input.path(\'$.errorMessage\'))){"m":"$e.message"}', '{"m":""}'],
  ])("%s", (template, expected) => {
    expect(mapped(template, body)).toBe(expected);
  });
});

describe("the templates that are copied most", () => {
  const body = '{"a":1}';

  test("the console's passthrough of all parameters", () => {
    const template = `#set($allParams = $input.params())
{
"body-json" : $input.json('$'),
"params" : {
#foreach($type in $allParams.keySet())
    #set($params = $allParams.get($type))
"$type" : {
    #foreach($paramName in $params.keySet())
    "$paramName" : "$util.escapeJavaScript($params.get($paramName))"
        #if($foreach.hasNext),#end
    #end
}
    #if($foreach.hasNext),#end
#end
},
"stage-variables" : {
#foreach($key in $stageVariables.keySet())
"$key" : "$util.escapeJavaScript($stageVariables.get($key))"
    #if($foreach.hasNext),#end
#end
},
"context" : {
    "account-id" : "$context.identity.accountId",
    "api-key" : "$context.identity.apiKey",
    "authorizer-principal-id" : "$context.authorizer.principalId",
    "cognito-identity-id" : "$context.identity.cognitoIdentityId",
    "http-method" : "$context.httpMethod",
    "source-ip" : "$context.identity.sourceIp",
    "user-arn" : "$context.identity.userArn",
    "resource-path" : "$context.resourcePath"
    }
}`;
    expect(JSON.parse(mapped(template, body))).toEqual({
      "body-json": { a: 1 },
      params: { path: { id: "7" }, querystring: { page: "2" }, header: { "X-Trace": "t-1" } },
      "stage-variables": {},
      context: {
        "account-id": "",
        "api-key": "",
        "authorizer-principal-id": "",
        "cognito-identity-id": "",
        "http-method": "POST",
        "source-ip": "127.0.0.1",
        "user-arn": "",
        "resource-path": "/orders/{id}",
      },
    });
  });

  test("a template with a loop that #define names, as the Serverless Framework's default", () => {
    const template = `#define( $loop )
{
  #foreach($key in $map.keySet())
      #set( $k = $util.escapeJavaScript($key) )
      #set( $v = $util.escapeJavaScript($map.get($key)).replaceAll("\\\\'", "'") )
      "$k":
        "$v"
        #if( $foreach.hasNext ) , #end
  #end
}
#end
{
  #set( $body = $input.json("$") )
  "body": $body,
  "principalId": "$context.authorizer.principalId",
  "claims": { "sub": "$context.authorizer.claims.sub" },
  #set( $map = $input.params().header )
  "headers": $loop,
  #set( $map = $input.params().path )
  "path": $loop,
  #set( $map = $context.identity )
  "identity": $loop,
  #set( $map = $stageVariables )
  "stageVariables": $loop
}`;
    expect(JSON.parse(mapped(template, body))).toMatchObject({
      body: { a: 1 },
      principalId: "",
      claims: { sub: "" },
      headers: { "X-Trace": "t-1" },
      path: { id: "7" },
      identity: { sourceIp: "127.0.0.1", userArn: "", cognitoIdentityId: "" },
      stageVariables: {},
    });
  });
});

describe("a template is refused where it is configured", () => {
  test.each([
    ["$util.toJson($x)", "$util has escapeJavaScript, parseJson"],
    ["$input.foo", "$input has body, json, path, params"],
    ["$context.nope", "$context has accountId"],
    ["a\n$velocityCount", 'line 2, at "$velocityCount": local does not have the variable velocityCount'],
    ["#foreach($e in $input.path('$'))$velocityCount#end", "the variable velocityCount, and nothing sets it"],
    ["{$foo.bar}", "the variable foo, and nothing sets it"],
    ["#define($input)x#end", "#define is written ($name)"],
    ["#define($x)x", "an #end is missing"],
    ["$s.getBytes()", "the method getBytes is not proven"],
    ["#macro(x)#end", "local does not have this directive"],
    ["#evaluate('x')", "local does not have this directive"],
    ["$input.path('$..errorType')", "a JSONPath leads to one place here"],
    ["$s.replaceAll('\\bx', '')", "what it means beyond ASCII depends on the version of Java"],
    ["$s.contains()", "the method contains is not proven"],
    ["#stop", "local does not have this directive"],
    ["#[[ raw ]]#", "local does not have this directive"],
    ["$input.path('$.id')-$context.requestId-x", "the hyphen belongs to requestId-x"],
    ["\\$s", "a backslash before $"],
    [`${"$"}{x|'d'}`, "a } is missing"],
    ['#set($x = "a""b")', "doubled quotes"],
    ["#set($x = 1.5)", "numbers are whole"],
    ["#if($x)", "an #end is missing"],
    ["a\n#end", "line 2"],
    ["x".repeat(300 * 1024 + 1), "more than 300 KB"],
  ])("%s", (template, message) => {
    expect(() => compileTemplate("template", template)).toThrow(message);
  });
});
