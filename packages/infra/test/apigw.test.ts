import { execFileSync } from "node:child_process";
import { type Catalog, type DeclaredFault, defineCatalog, fault } from "@faultwire/catalog";
import { encodeCustom } from "@faultwire/wire";
import { describe, expect, test } from "vitest";
import {
  apiGatewayCommandsFor,
  apiGatewayMethodFor,
  apiGatewayOperationFor,
  integrationResponsesFor,
  methodResponsesFor,
} from "../src/index.ts";

/** A catalog of faults by name, each with its status and message. */
function catalogOf(faults: Readonly<Record<string, readonly [number, string | (() => string)]>>): Catalog {
  const classes = Object.entries(faults).map(([name, [status, message]]): [string, DeclaredFault] => [
    name,
    fault(name, { status, message }),
  ]);
  return defineCatalog("catalog", Object.fromEntries(classes));
}

const varying = () => "varies";
const Shop = catalogOf({
  Order: [404, varying],
  OrderClosed: [404, varying],
  "Order.Closed$-1": [409, varying],
  Late: [504, varying],
  Broken: [500, varying],
});
const errorMessageOf = (errorType: string, status: number, message = "m") =>
  encodeCustom({ errorType, status, message, retryable: false }, "37cae0c7-8d0e-4d76-bb91-1a1e7f511c45");

/** Statuses of the responses whose patterns match. What the patterns have of Java's own is written as JavaScript's here. */
function statusesOf(errorMessage: string, catalog: Catalog, wire: "custom" | "standard" = "custom") {
  return integrationResponsesFor(catalog, { wire })
    .filter(({ selectionPattern }) => {
      if (selectionPattern === undefined) return false;
      const source = selectionPattern
        .replaceAll(String.raw`\z`, "$")
        .replaceAll(/\\x\{(\w+)\}/g, (_, point) => String.fromCodePoint(Number.parseInt(point, 16)));
      return new RegExp(`^(?:${source})$`).test(errorMessage);
    })
    .map(({ statusCode }) => statusCode);
}

describe("a selection pattern of the custom wire", () => {
  test.each([
    ["a fault", errorMessageOf("Order", 404), "404"],
    ["a fault whose name begins with another's", errorMessageOf("OrderClosed", 404), "404"],
    ["a fault with signs in its name", errorMessageOf("Order.Closed$-1", 409), "409"],
    ["a name that only the signs would match", errorMessageOf("OrderXClosed$-1", 409), "500"],
    ["a fault with a changed status", errorMessageOf("Order", 410), "404"],
    ["a fault of the wrapper", errorMessageOf("ValidationFailed", 400), "400"],
    ["an undeclared error of the wrapper", errorMessageOf("InternalFailure", 500), "500"],
    ["a fault with the words of a time-out", errorMessageOf("Order", 404, "Task timed out after 1 s"), "404"],
    ["a fault of another catalog", errorMessageOf("Others", 404), "500"],
    ["a time-out", "RequestId: 1-a Error: Task timed out after 1.00 seconds", "504"],
    [
      "a time-out of earlier years",
      "2020-11-10T05:46:57.874Z 160788cd-45ff Task timed out after 3.07 seconds\n",
      "504",
    ],
    ["an end of the process", "RequestId: 1-a Error: Runtime exited with error: exit status 1", "500"],
    ["words in front of a fault", ` ${errorMessageOf("Order", 404)}`, "500"],
    ["a line in front of a fault", `\n${errorMessageOf("Order", 404)}`, "500"],
    ["an object of another form", '{"errorType":"Order","httpStatus":404}', "500"],
    ["an object with other members in front", '{"a":1,"errorType":"Order","httpStatus":404}', "500"],
    ["lines", "a\n\u0085\u2028b", "500"],
    ["a line break", "\n", "500"],
  ])("matches %s in one response", (_, errorMessage, status) => {
    expect(statusesOf(errorMessage, Shop)).toEqual([status]);
  });

  test("matches no success, whose message is empty", () => {
    expect(statusesOf("", Shop)).toEqual([]);
    expect(integrationResponsesFor(Shop)[0]).toEqual({ statusCode: "200" });
  });
});

describe("a selection pattern of the standard wire", () => {
  const text = `It's "closed" (3.5 $) [a-z]* \\d /x/ {1} ^|& 😀\n\u0085é`;
  const Constants = catalogOf({
    Closed: [503, text],
    Same: [503, text],
    Late: [409, "Task timed out after 3.00 seconds"],
    Broken: [500, "broken"],
  });

  test.each([
    ["a message with signs, as it is sent", text.replace("\n", " "), "503"],
    ["a message with the words of a time-out", "Task timed out after 3.00 seconds", "409"],
    ["the words of another time-out", "Task timed out after 4.00 seconds", "504"],
    ["a message of status 500", "broken", "500"],
    ["a part of a message", "It's", "500"],
    ["a message with more after it", "Task timed out after 3.00 seconds!", "504"],
  ])("matches %s in one response", (_, errorMessage, status) => {
    expect(statusesOf(errorMessage, Constants, "standard")).toEqual([status]);
  });

  test.each([
    [
      { Order: [404, varying], Closed: [503, "closed"], Lost: [404, varying] },
      /the messages of Order, Lost are made of details, and a selectionPattern sees the message alone, not the name of the type; wrap the handler with \{ wire: "custom" \}/,
    ],
    [{ Empty: [404, ""] }, /Empty look like a success/],
    [
      { One: [404, "gone"], Other: [410, "gone"] },
      /One, Other have one message and different statuses, and a selectionPattern sees the message alone/,
    ],
  ] as const)("is refused with the reason: %j", (faults, reason) => {
    for (const make of [
      integrationResponsesFor,
      methodResponsesFor,
      apiGatewayMethodFor,
      apiGatewayCommandsFor,
    ])
      expect(() => make(catalogOf(faults), { wire: "standard" })).toThrow(reason);
  });
});

test.each([
  [{ wire: "proxy" }, 'wire is "custom" or "standard"'],
  [{ successStatus: 404 }, "successStatus is from 200 to 399; it is 404"],
  [{ headers: { "X-A": "it's" } }, "X-A is"],
  [{ headers: { "X A": "a" } }, "X A is"],
  [{ headers: { "X-A": "a\nb" } }, "X-A is"],
  [{ function: "Pay-Order" }, "function is the logical id"],
  [{ stack: true }, "stack"],
] as const)("the options %j are refused", (options, reason) => {
  expect(() => apiGatewayMethodFor(Shop, options as never)).toThrow(TypeError);
  expect(() => apiGatewayMethodFor(Shop, options as never)).toThrow(reason);
});

test("every response that a fault selects is declared, with the headers that it sets", () => {
  const options = { successStatus: 201, headers: { "Access-Control-Allow-Origin": "*" } };
  const statuses = integrationResponsesFor(Shop, options).map(({ statusCode }) => statusCode);
  const declared = methodResponsesFor(Shop, options);
  expect(declared.map(({ statusCode }) => statusCode)).toEqual(statuses);
  expect(statuses).toEqual(["201", "400", "404", "409", "500", "502", "504"]);
  for (const { statusCode, responseParameters = {} } of declared) {
    const names = Object.keys(responseParameters).map((name) => name.replace("method.response.header.", ""));
    const errors = statusCode === "201" ? [] : ["X-Amzn-ErrorType", "Retry-After"];
    expect(names).toEqual([...errors, "Access-Control-Allow-Origin"]);
  }
});

test("the operation of an OpenAPI document has the same responses by their patterns, and the function's URI", () => {
  const { responses, "x-amazon-apigateway-integration": integration } = apiGatewayOperationFor(Shop, {
    function: "PayOrder",
  });
  const made = integrationResponsesFor(Shop);
  expect(integration).toMatchObject({
    type: "aws",
    httpMethod: "POST",
    uri: { "Fn::Sub": expect.stringContaining(["functions/", "{PayOrder.Arn}/invocations"].join("$")) },
  });
  expect(Object.entries(integration.responses)).toEqual(
    made.map(({ selectionPattern = "default", ...response }) => [selectionPattern, response]),
  );
  expect(Object.keys(responses)).toEqual(made.map(({ statusCode }) => statusCode));
});

test("the commands of the AWS CLI reach it as they are meant, whatever a message has", () => {
  const message = `'; touch "$HOME" \`id\` \\ $(id) !! 'a' "b" \n%s \\n #`;
  const faults = catalogOf({ Odd: [409, message] });
  const options = { wire: "standard", headers: { "X-Odd": '$(id) `id` "\\' } } as const;
  const script = apiGatewayCommandsFor(faults, options).join("\n");
  const output = execFileSync("sh", ["-eu", "-c", `aws() { printf '%s\\0' "$@" END; }\n${script}`], {
    encoding: "utf8",
    env: { ...process.env, REST_API_ID: "api", RESOURCE_ID: "res", HTTP_METHOD: "POST" },
  });
  const commands = output
    .split("END\0")
    .filter(Boolean)
    .map((line) => line.split("\0").slice(0, -1));
  const method = ["--rest-api-id", "api", "--resource-id", "res", "--http-method", "POST"];
  const put = (verb: string, given: Readonly<Record<string, string | undefined>>) => [
    ...["apigateway", verb, ...method],
    ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value])),
  ];
  expect(commands).toEqual([
    ...methodResponsesFor(faults, options).map((response) =>
      put("put-method-response", {
        "status-code": response.statusCode,
        "response-parameters": JSON.stringify(response.responseParameters),
      }),
    ),
    ...integrationResponsesFor(faults, options).map((response) =>
      put("put-integration-response", {
        "status-code": response.statusCode,
        "selection-pattern": response.selectionPattern,
        "response-parameters": JSON.stringify(response.responseParameters),
        "response-templates": JSON.stringify(response.responseTemplates),
      }),
    ),
  ]);
});
