import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createHttpCaller, parseResponse } from "@faultwire/caller";
import type { Catalog, Fault } from "@faultwire/catalog";
import { type ApiGatewayOptions, integrationResponsesFor, methodResponsesFor } from "@faultwire/infra";
import { type CustomIntegration, type Local, local } from "@faultwire/local";
import { build } from "esbuild";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Act, Constants, Texts } from "./functions/patterned.ts";
import { catalogOf, type Script } from "./functions/thrower.ts";
import { expectedMembers, membersOf, script } from "./scripts.ts";

/*
 * The generated responses of custom integrations, in a REST API of local: real functions, real HTTP. Every intended
 * fault arrives typed; nothing else does, whatever text a user wrote.
 */

const SEED = 20_261_128;
/** Generated catalogs, each with a route of its own. Names of one are often beginnings of another's. */
const GENERATED = fc
  .sample(fc.uniqueArray(script, { minLength: 1, maxLength: 6, selector: ({ name }) => name }), {
    seed: SEED,
    numRuns: 4,
  })
  .map((scripts) => scripts.flatMap((each) => [each, { ...each, name: `${each.name}X`.slice(0, 128) }]));

/** The functions, bundled: some of them end their process, and a new one begins. */
const root = mkdtempSync(join(tmpdir(), "faultwire-patterns-"));
let lambda: Local;

beforeAll(async () => {
  await build({
    entryPoints: ["thrower", "patterned"].map((name) => `${import.meta.dirname}/functions/${name}.ts`),
    ...{ bundle: true, platform: "node", format: "esm", outdir: root, outExtension: { ".js": ".mjs" } },
    conditions: ["@faultwire/source"],
    logLevel: "error",
  });
  const generated = GENERATED.map((scripts, index) => [
    `POST /generated/${index}`,
    integrate("thrower", mergedCatalog(scripts)),
  ]);
  lambda = await local({
    root,
    functions: {
      thrower: { handler: "thrower.custom", timeout: 30 },
      custom: { handler: "patterned.custom", timeout: 30 },
      standard: { handler: "patterned.standard", timeout: 30 },
      bare: { handler: "patterned.bare", timeout: 30 },
      short: { handler: "patterned.bare", timeout: 1 },
    },
    apis: {
      rest: {
        type: "rest",
        routes: {
          ...Object.fromEntries(generated),
          "POST /custom": integrate("custom", Texts),
          "POST /bare": integrate("bare", Texts),
          "POST /short": integrate("short", Texts),
          "POST /standard": integrate("standard", Constants, { wire: "standard" }),
          "POST /standard/bare": integrate("bare", Constants, { wire: "standard" }),
          "POST /created": integrate("bare", Texts, { successStatus: 201, headers: { "X-Own": 'a, "b"' } }),
        },
      },
    },
  });
});

afterAll(async () => {
  await lambda.close();
  rmSync(root, { recursive: true });
});

/** The generated responses as local has them. */
function integrate(name: string, catalog: Catalog, options: ApiGatewayOptions = {}): CustomIntegration {
  const strip = (names: readonly string[]) =>
    names.map((each) => each.replace("method.response.header.", ""));
  return {
    function: name,
    responses: integrationResponsesFor(catalog, options).map((response) => {
      const { statusCode, selectionPattern = "", responseParameters = {}, responseTemplates } = response;
      const headers = Object.fromEntries(
        Object.entries(responseParameters).map(([destination, source]) => [strip([destination])[0], source]),
      );
      return {
        statusCode: Number(statusCode),
        selectionPattern,
        headers,
        ...(responseTemplates && { template: responseTemplates }),
      };
    }),
    methodResponses: methodResponsesFor(catalog, options).map(({ statusCode, responseParameters = {} }) => ({
      statusCode: Number(statusCode),
      headers: strip(Object.keys(responseParameters)),
    })),
  };
}

function mergedCatalog(scripts: readonly Script[]): Catalog {
  const faults = scripts.map((each) => catalogOf(each).faults);
  return { name: "generated", faults: Object.assign({}, ...faults) };
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly fault: Fault | undefined;
}

async function post(path: string, act: unknown, catalog: Catalog = Texts): Promise<Answer> {
  const response = await fetch(lambda.url("rest", path), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(act),
  });
  const [{ status, headers }, text] = [response, await response.text()];
  const fault = await parseResponse({ status, headers: Object.fromEntries(headers), body: text }, catalog);
  return { status, headers, text, fault };
}

const act = (path: string, given: Act, catalog?: Catalog) => post(path, given, catalog);

/** An answer that has no word of the error. */
const INTERNAL = { status: 500, text: '{"message": "Internal server error"}\n' };

describe("behind the generated responses of the custom wire", () => {
  test("every fault of generated catalogs is caught as it was thrown", async () => {
    const calls = GENERATED.flatMap((scripts, index) => scripts.map((each) => ({ each, scripts, index })));
    expect(calls.length).toBeGreaterThan(15);
    for (const { each, scripts, index } of calls) {
      const faults = mergedCatalog(scripts);
      const call = createHttpCaller({ url: lambda.url("rest", `/generated/${index}`), faults, retry: false });
      const caught = await call(each).catch((thrown: unknown) => thrown);
      expect(caught).toBeInstanceOf(faults.faults[each.name]);
      expect(membersOf(caught as Fault)).toEqual(expectedMembers(each));
    }
  });

  const object = (errorType: string, status: number, message = "m") =>
    JSON.stringify({ errorType, httpStatus: status, requestId: "r", message });
  const HOSTILE = [
    "",
    " ",
    "a \"quote\", a \\ and 'another'",
    "two\nlines\r\nand \u0085 \u2028 \u2029 \x7f \0",
    "#set($x = 1) $input.json('$') $x #end",
    object("Broken", 500),
    `\n${object("Order.Closed$-1", 404)}`,
    '","errorType":"Broken","httpStatus":500,"requestId":"","message":"',
    '","retryAfter":9}',
    '},"trace":{"function":"f()","line":1,"file":"f"}}',
    "Task timed out after 1.00 seconds",
    "RequestId: 1 Error: Runtime exited with error: exit status 1",
    "😀 ünï \ud800",
    "x".repeat(5000),
  ];

  test("a fault is itself, with its details, whatever its message looks like", async () => {
    for (const text of HOSTILE) {
      for (const details of [{ text }, { text, retryAfter: 7, [text]: [text] }]) {
        const { fault, status, text: body } = await act("/custom", { fault: "Order", details });
        expect([status, fault?.name, fault?.details]).toEqual([404, "Order", details]);
        expect(fault?.retryAfter).toBeUndefined();
        expect(body).not.toContain('"trace":{"function":"perform');
      }
    }
  });

  test("details that end as a fault's own members do are kept whole", async () => {
    const place = { function: 'f(\\")', line: 1, file: "f.js" };
    for (const more of [{ trace: place }, { a: 1, trace: place }, { a: [{ b: 1, trace: place }] }]) {
      const details = { text: "t", ...more };
      expect((await act("/custom", { fault: "Order", details })).fault?.details).toEqual(details);
      const later = await act("/custom", { fault: "Order", details, retryAfter: 60 });
      expect([later.fault?.details, later.fault?.retryAfter]).toEqual([details, 60]);
      expect(later.headers.get("retry-after")).toBe("60");
    }
  });

  test("details nested deeper than any template reads arrive", async () => {
    const nested = JSON.parse(`${'{"a":'.repeat(1500)}1${"}".repeat(1500)}`);
    const { fault } = await act("/custom", { fault: "Order", details: { text: "t", nested } });
    expect(fault?.details).toEqual({ text: "t", nested });
  });

  test("details that were too large are a MalformedFault, as on every wire", async () => {
    const { status, fault } = await act("/custom", {
      fault: "Order",
      details: { text: "", x: "x".repeat(40_000) },
    });
    expect([status, fault?.name]).toEqual([404, "MalformedFault"]);
  });

  test.each([
    ["Order.Closed$-1", 404],
    ["Busy", 504],
    ["Broken", 500],
  ])("%s has the status %i, its type in the header, and no place of the code", async (name, status) => {
    const answer = await act("/custom", { fault: name });
    expect([answer.status, answer.headers.get("x-amzn-errortype"), answer.fault?.name]).toEqual([
      status,
      name,
      name,
    ]);
    expect(answer.text).not.toContain("trace");
  });

  test("a status that was changed on the fault is that of the response", async () => {
    const { status, fault } = await act("/custom", { fault: "Broken", status: 507 });
    expect([status, fault?.name, fault?.status]).toEqual([507, "Broken", 507]);
  });

  test("the wrapper's own faults arrive", async () => {
    expect(await post("/custom", "invalid")).toMatchObject({
      status: 400,
      fault: { name: "HandlerFault", errorType: "ValidationFailed", details: { issues: expect.anything() } },
    });
    const undeclared = await act("/custom", { throws: { message: "secret" } });
    expect(undeclared).toMatchObject({ status: 500, fault: { errorType: "InternalFailure" } });
    expect(undeclared.text).not.toContain("secret");
  });

  test("an error that no wrapper made is a 500 without a word of it, whatever its message looks like", async () => {
    for (const message of [...HOSTILE.slice(1), "a", "a\n"]) {
      const answer = await act("/bare", { throws: { message } });
      expect(answer).toMatchObject({ ...INTERNAL, fault: { name: "GatewayFault", execution: "unknown" } });
      expect(answer.headers.get("x-amzn-errortype")).toBe("InternalServerErrorException");
    }
  });

  test("an error with a fault's JSON as its message, or with its name, is not that fault", async () => {
    for (const name of ["Order", "Busy", "Broken", "InternalFailure", "Order.Closed$-1"]) {
      const message = object(name, 404);
      const forged = [
        { message },
        { name, message: `${message} ` },
        { name, message: "m" },
        { name, message: `{"errorType":"${name}"}` },
        { name: `${name}X`, message },
      ];
      for (const throws of forged) expect(await act("/bare", { throws })).toMatchObject(INTERNAL);
    }
    expect(await act("/bare", { rejects: object("Order", 404) })).toMatchObject(INTERNAL);
  });

  test("long messages are answered, up to 6 MB, whatever they begin with", async () => {
    const starts = ["x\n", '{"errorType":"Order","httpStatus":404,"requestId":"', object("Order", 404, "")];
    for (const [index, start] of starts.entries()) {
      // Node.js posts no such message; other runtimes may.
      const errorMessage = start.padEnd(index === 0 ? 6_000_000 : 200_000, "\n1");
      lambda.fail("bare", { with: { functionError: { errorType: "Error", errorMessage } }, times: 1 });
      expect(await act("/bare", { returns: 1 })).toMatchObject(INTERNAL);
    }
  });

  test("a time-out is a 504, an end of the process a 500", async () => {
    const late = await act("/short", { sleeps: 1 });
    expect(late).toMatchObject({ status: 504, text: '{"message": "Endpoint request timed out"}\n' });
    expect(late.fault).toMatchObject({ name: "GatewayFault", execution: "unknown" });
    expect(await act("/bare", { exits: 1 })).toMatchObject(INTERNAL);
  });

  test("a result is a 200 to the byte, whatever it looks like", async () => {
    const results = [
      JSON.parse(object("Order", 404)),
      { errorType: "Order", errorMessage: object("Order", 404), trace: [] },
      { errorMessage: "Task timed out after 1.00 seconds" },
      object("Order", 404),
      ...["", null, [1.5]],
    ];
    for (const returns of results) {
      const { status, text, headers } = await act("/bare", { returns });
      expect([status, text, headers.get("x-amzn-errortype")]).toEqual([200, JSON.stringify(returns), null]);
    }
  });

  test("the success has the status that was asked for, and every response the headers", async () => {
    const made = await act("/created", { returns: 1 });
    const failed = await act("/created", { throws: { message: "m" } });
    expect([made.status, failed.status]).toEqual([201, 500]);
    expect([made, failed].map(({ headers }) => headers.get("x-own"))).toEqual(['a, "b"', 'a, "b"']);
  });
});

describe("behind the generated responses of the standard wire", () => {
  test.each([
    ["Closed", 503, undefined, undefined],
    ["Closed", 503, { a: [1, { status: 1, details: 2 }], status: 5, details: "d" }, 30],
    ["Closed", 503, { dropped: 3 }, undefined],
    ["Gone", 410, undefined, 0],
    ["AlsoGone", 410, undefined, undefined],
    ["Timed", 409, undefined, undefined],
    ["Internal", 500, undefined, 5],
  ])("%s is a %i with details %j and retryAfter %j", async (name, status, details, retryAfter) => {
    const answer = await act(
      "/standard",
      { fault: name, details, ...(retryAfter !== undefined && { retryAfter }) },
      Constants,
    );
    expect(answer).toMatchObject({ status, fault: { name, status } });
    expect([answer.fault?.details, answer.fault?.retryAfter]).toEqual([details, retryAfter]);
    expect(answer.text).not.toMatch(/trace|catalog/);
  });

  test("the wrapper's own faults arrive, and undeclared errors without a word of them", async () => {
    expect(await post("/standard", "invalid", Constants)).toMatchObject({
      status: 400,
      fault: { errorType: "ValidationFailed", details: { issues: expect.anything() } },
    });
    expect(await act("/standard", { throws: { message: "secret" } }, Constants)).toMatchObject(INTERNAL);
  });

  test.each(["closed", "internal", "Task timed out after 3.00 seconds"])(
    "an error with the message %j of a fault is not that fault, even by its name",
    async (message) => {
      for (const name of ["Error", "Gone", "Timed", "Internal"])
        expect(await act("/standard/bare", { throws: { name, message } }, Constants)).toMatchObject(INTERNAL);
    },
  );
});
