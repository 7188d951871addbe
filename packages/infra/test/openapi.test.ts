import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Validator } from "@cfworker/json-schema";
import { type Catalog, defineCatalog, type Fault, fault } from "@faultwire/catalog";
import { type BodyFormat, problemDetails, wrapHandler } from "@faultwire/handler";
import { createClient } from "@hey-api/openapi-ts";
import { validate } from "@readme/openapi-parser";
import { Validator as OpenapiValidator } from "@seriousme/openapi-schema-validator";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import openapiTypescript, { astToString } from "openapi-typescript";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { openapiFor } from "../src/index.ts";
import { Ark, arks, Orders, orders, Vali, valis } from "./catalogs.ts";
import { answerTo, type Response } from "./responses.ts";

class Unsigned extends fault("Unsigned", { status: 401, message: "sign in" }) {}
const Signed = defineCatalog("signed in!", { Unsigned });

/** A whole document, with one operation that has the responses. */
function documentOf(catalog: Catalog, body?: BodyFormat) {
  const { responses, components } = openapiFor(catalog, { toStandardJsonSchema, ...(body && { body }) });
  return {
    openapi: "3.1.0",
    info: { title: "orders", version: "1.0.0" },
    paths: {
      "/orders/{orderId}": {
        get: {
          operationId: "getOrder",
          parameters: [{ name: "orderId", in: "path", required: true, schema: { type: "string" } }],
          responses: { 200: { description: "The order" }, ...responses },
        },
      },
    },
    components,
  };
}

/** A format of somebody's own, with an envelope. */
const envelope: BodyFormat = {
  contentType: "application/vnd.acme+json",
  encode: ({ errorType, message }, details, id) => ({
    error: { code: errorType, text: message, ...details },
    id,
  }),
};
const FORMATS = [
  undefined,
  problemDetails(),
  problemDetails("https://errors.example.com/"),
  envelope,
] as const;
const CATALOGS: readonly (readonly [Catalog, readonly Fault[]])[] = [
  [Orders, orders],
  [Ark, arks],
  [Vali, valis],
  [Signed, [new Unsigned(undefined, { retryAfter: 2 })]],
];

/** A copy, as validators change what they get; of no type, as each has types of OpenAPI of its own. */
const copy = (document: object) => structuredClone(document) as never;

describe("a document is valid by two validators", () => {
  const ways = [...FORMATS.map((format) => [Orders, format] as const), [Ark], [Vali], [Signed]] as const;
  const documents = ways.map(
    ([catalog, format]) => [catalog.name, format?.contentType, documentOf(catalog, format)] as const,
  );
  test.each(documents)("%s as %s", async (_name, _type, document) => {
    expect(await new OpenapiValidator().validate(copy(document))).toMatchObject({ valid: true });
    expect(await validate(copy(document))).toMatchObject({ valid: true });
  });

  test("and both find a wrong one", async () => {
    const document = documentOf(Orders);
    const wrong = { ...document, components: { ...document.components, responses: { "a b": {} } } };
    expect(await new OpenapiValidator().validate(copy(wrong))).toMatchObject({ valid: false });
    expect(await validate(copy(wrong))).toMatchObject({ valid: false });
  });
});

/** The ways in which an answer differs from the response of a document. */
function problemsOf(catalog: Catalog, answer: Response, body?: BodyFormat): unknown[] {
  const { responses, components } = openapiFor(catalog, { toStandardJsonSchema, ...(body && { body }) });
  const name = responses[answer.statusCode]?.$ref.replace("#/components/responses/", "") ?? "";
  const { headers, content } = Object(components.responses[name]);
  const { "Content-Type": type = "", ...others } = answer.headers;
  const { schema } = Object(content?.[type]);
  const problems: unknown[] = schema === undefined ? ["no such response"] : [];
  const check = (each: object, value: unknown) => {
    const whole = { ...each, components };
    problems.push(...new Validator(whole, "2020-12", false).validate(value).errors);
  };
  check(schema ?? {}, JSON.parse(answer.body));
  const described: Record<string, { required?: boolean; schema: object }> = headers ?? {};
  problems.push(...Object.keys(described).filter((name) => described[name]?.required && !others[name]));
  for (const [header, value] of Object.entries(others))
    check(described[header]?.schema ?? { not: {} }, header === "Retry-After" ? Number(value) : value);
  return problems;
}

describe("what a wrapped handler answers fits the response of its status", () => {
  const cases = CATALOGS.flatMap(([catalog, faults]) =>
    FORMATS.flatMap((body) =>
      faults.map((each) => [each.errorType, body?.contentType, { catalog, body, each }] as const),
    ),
  );
  test.each(cases)("%s as %s", async (_name, _type, { catalog, body, each }) => {
    const answer = await answerTo(each, catalog, body);
    expect(problemsOf(catalog, answer, body)).toEqual([]);
    const other = { ...answer, body: answer.body.replaceAll(each.errorType, "Other") };
    expect(problemsOf(catalog, other, body)).not.toEqual([]);
    expect(problemsOf(catalog, { ...answer, headers: {} }, body)).not.toEqual([]);
  });

  test("and so do the wrapper's own errors", async () => {
    const run = async (body: string, handle: () => unknown) => {
      const handler = wrapHandler(handle as () => Promise<unknown>, {
        throws: Orders,
        input: z.object({ a: z.string() }),
        log: () => undefined,
      });
      const event = { httpMethod: "POST", path: "/", resource: "/", requestContext: { stage: "s" }, body };
      // The event's type is a handler's own.
      return (await handler(event as never, { awsRequestId: "r-1" } as never)) as unknown as Response;
    };
    const answers = [
      await run("{}", () => undefined),
      await run('{"a":"b"}', () => Promise.reject(new RangeError("secret"))),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([400, 500]);
    for (const answer of answers) expect(problemsOf(Orders, answer)).toEqual([]);
    expect(openapiFor(Orders, { handlerErrors: false }).responses).not.toHaveProperty("400");
  });
});

describe("several faults of one status", () => {
  test("have a discriminator, where a format has such a member", () => {
    const schemaOf = (body?: BodyFormat) => {
      const { components } = openapiFor(Orders, body && { body });
      return Object.values<{ schema: object }>(Object(components.responses.orders409).content)[0]?.schema;
    };
    expect(schemaOf()).toEqual({
      oneOf: [
        { $ref: "#/components/schemas/PaymentPending" },
        { $ref: "#/components/schemas/CardDeclined" },
        { $ref: "#/components/schemas/Broken_Set" },
      ],
      discriminator: {
        propertyName: "errorType",
        mapping: {
          PaymentPending: "#/components/schemas/PaymentPending",
          CardDeclined: "#/components/schemas/CardDeclined",
          Broken$Set: "#/components/schemas/Broken_Set",
        },
      },
    });
    expect(schemaOf(envelope)).not.toHaveProperty("discriminator");
  });
});

describe("clients that are generated of it type the faults", () => {
  const folder = mkdtempSync(join(import.meta.dirname, "../.cache-clients-"));
  const USE = (errors: string) => `
    ${errors}
    type Of<Type> = Extract<Errors, { errorType: Type }>;
    const known = (error: Errors) => {
      if (error.errorType === "PaymentPending") {
        const until: string = error.details.until;
        // @ts-expect-error it is a text
        const wrong: number = error.details.until;
        return [until, wrong];
      }
      if (error.errorType === "CardDeclined" && error.details.reason === "card") {
        const last4: string = error.details.last4;
        return [last4];
      }
      return [];
    };
    const details: Of<"CardDeclined">["details"] = { reason: "funds", missing: 1 };
    // @ts-expect-error there is no such reason
    const other: Of<"CardDeclined">["details"] = { reason: "other", missing: 1 };
    // @ts-expect-error not of this status
    const lost: Errors["errorType"] = "OrderNotFound";
    export { details, known, lost, other };
  `;

  /** The errors of TypeScript in files beside the generated ones. */
  function errorsOf(...files: readonly string[]): string[] {
    const options: ts.CompilerOptions = {
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
    };
    const program = ts.createProgram([...files], options);
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
  }

  test("by openapi-typescript and by @hey-api/openapi-ts", async () => {
    try {
      const document = documentOf(Orders);
      const nodes = await openapiTypescript(copy(document), { silent: true });
      writeFileSync(join(folder, "schema.ts"), astToString(nodes));
      const errors = 'paths["/orders/{orderId}"]["get"]["responses"][409]["content"]["application/json"]';
      const one = join(folder, "use-openapi-typescript.ts");
      writeFileSync(one, USE(`import type { paths } from "./schema"; type Errors = ${errors};`));
      const two = join(folder, "use-hey-api.ts");
      await createClient({
        input: copy(document),
        output: { path: join(folder, "hey"), clean: false },
        plugins: ["@hey-api/typescript"],
        logs: { level: "silent", file: false },
      });
      writeFileSync(
        two,
        USE('import type { GetOrderErrors } from "./hey"; type Errors = GetOrderErrors[409];'),
      );
      expect(readFileSync(join(folder, "hey/types.gen.ts"), "utf8")).toContain("GetOrderErrors");
      expect(errorsOf(one, two)).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test.each([
  [[{}], /the first argument is a catalog/],
  [[Orders, { handlerErrors: "no" }], /handlerErrors is true or false; it is "no"/],
  [[Vali], /openapiFor\(\): the details of Closed cannot be described: .*valibot/],
])("wrong arguments %# are refused", (given, message) => {
  expect(() => Reflect.apply(openapiFor, undefined, given)).toThrow(message);
});
