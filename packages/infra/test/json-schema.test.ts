import { Validator } from "@cfworker/json-schema";
import { defineCatalog, fault, HandlerFault } from "@faultwire/catalog";
import { problemDetails, restJson1 } from "@faultwire/handler";
import { toStandardJsonSchema } from "@valibot/to-json-schema";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { describeCatalog, jsonSchemaFor } from "../src/index.ts";
import { Ark, arks, Orders, orders, Vali, valis } from "./catalogs.ts";
import { answerTo } from "./responses.ts";

const valid = (schema: object, value: unknown) => {
  const { valid: isValid, errors } = new Validator(schema, "2020-12").validate(value);
  return isValid || errors;
};

describe("what a wrapped handler answers over HTTP fits the schema", () => {
  const catalogs = [
    [Orders, orders],
    [Ark, arks],
    [Vali, valis],
  ] as const;
  const cases = catalogs.flatMap(([catalog, faults]) =>
    [undefined, problemDetails(), problemDetails("https://errors.example.com/")].flatMap((body) =>
      faults.map((each) => [each.errorType, JSON.stringify(each.details), { each, catalog, body }] as const),
    ),
  );
  test.each(cases)("%s %s", async (errorType, _, { each, catalog, body }) => {
    const schema = jsonSchemaFor(catalog, { toStandardJsonSchema, ...(body && { body }) });
    const sent = JSON.parse((await answerTo(each, catalog, body)).body);
    expect(valid(schema, sent)).toBe(true);
    // As the fault that it is, with every member described, and not as another.
    const definitions: Record<string, { properties: object }> = Object(schema.$defs);
    const own = definitions[errorType.replace("$", "_")];
    expect(Object.keys(own?.properties ?? {})).toEqual(expect.arrayContaining(Object.keys(sent)));
    expect(valid(schema, { ...sent, errorType: "Other", title: "Other" })).not.toBe(true);
    const { requestId, ...without } = sent;
    expect([requestId, valid(schema, without) === true]).toEqual(["r-1", false]);
  });

  test("and an undeclared fault does not", async () => {
    const other = new HandlerFault({
      errorType: "ValidationFailed",
      message: "m",
      status: 400,
      retryable: false,
      category: "request",
    });
    const sent = JSON.parse((await answerTo(other, Orders)).body);
    expect(sent.errorType).toBe("ValidationFailed");
    expect(valid(jsonSchemaFor(Orders), sent)).not.toBe(true);
  });
});

describe("details are described as they are sent", () => {
  const detailsOf = (catalog: Parameters<typeof jsonSchemaFor>[0], name: string) =>
    Object(jsonSchemaFor(catalog, { toStandardJsonSchema }).$defs)[`${name}Details`];

  test("a date is a text of the format date-time, whatever the library", () => {
    const date = { type: "string", format: "date-time" };
    expect(detailsOf(Orders, "PaymentPending").properties.until).toEqual(date);
    expect(detailsOf(Ark, "Late").properties.since).toMatchObject(date);
    expect(JSON.stringify(detailsOf(Vali, "Closed").properties.until)).toContain(JSON.stringify(date));
  });

  test("a member with a default is always there, and a transform is described by what it takes", () => {
    const { properties, required } = detailsOf(Orders, "PaymentPending");
    expect(required).toEqual(["orderId", "until", "label"]);
    expect(properties.label).toEqual({ type: "string" });
  });

  test("an object is open to members of a later version, unless its schema refuses them", () => {
    const [funds, card] = detailsOf(Orders, "CardDeclined").oneOf;
    expect(funds).not.toHaveProperty("additionalProperties");
    expect(card).toMatchObject({ additionalProperties: false });
  });

  test("a schema that refers to itself has its definitions beside the others", () => {
    const { $defs } = jsonSchemaFor(Orders);
    const references = JSON.stringify($defs).match(/"#\/[^"]*"/g) ?? [];
    for (const reference of references)
      expect(Object.keys(Object($defs))).toContain(JSON.parse(reference).replace("#/$defs/", ""));
    expect(references.length).toBeGreaterThan(7);
    class Node extends fault("Node", {
      details: z.object({
        get next() {
          return z.optional(Self);
        },
      }),
      message: "m",
    }) {}
    const Self: z.ZodType = Node.declaration.details as z.ZodType;
    expect(detailsOf(defineCatalog("x", { Node }), "Node").properties.next).toEqual({
      $ref: "#/$defs/NodeDetails",
    });
  });

  test("nothing of the hour in which it is made is in it", () => {
    expect(JSON.stringify(jsonSchemaFor(Orders))).not.toContain(String(new Date().getFullYear()));
    expect(jsonSchemaFor(Orders)).toEqual(jsonSchemaFor(Orders));
  });
});

describe("what cannot be described is refused, with what to do", () => {
  const standard = (vendor: string) => ({
    "~standard": { version: 1 as const, vendor, validate: (value: unknown) => ({ value }) },
  });
  const of = (details: ReturnType<typeof standard>) => {
    class A extends fault("A", { details, message: "m" }) {}
    return defineCatalog("x", { A });
  };

  test.each([
    [Vali, /the details of Closed .* made by valibot, has no JSON Schema; .*@valibot\/to-json-schema/],
    [of(standard("zod")), /made by zod, has no JSON Schema; zod has them from version 4\.2/],
    [of(standard("arktype")), /arktype has them from version 2\.1\.28/],
    [of(standard("toString")), /take a library with Standard JSON Schema/],
  ])("a schema without one %#", (catalog, message) => {
    expect(() => jsonSchemaFor(catalog)).toThrow(TypeError);
    expect(() => jsonSchemaFor(catalog)).toThrow(message);
  });

  test("a schema that its library cannot convert, with the library's reason", () => {
    const convert = () => {
      throw new Error("no symbols");
    };
    const schema = {
      "~standard": { ...standard("other")["~standard"], jsonSchema: { input: convert, output: convert } },
    };
    expect(() => jsonSchemaFor(of(schema))).toThrow(
      "jsonSchemaFor(): the details of A cannot be described: no symbols",
    );
  });

  test("a body that spreads the details", () => {
    expect(() => jsonSchemaFor(Orders, { body: restJson1 })).toThrow(
      /body does not keep the details of OrderNotFound together in one member/,
    );
  });

  test("two schemas of one name", () => {
    class A extends fault("A", { details: z.object({}), message: "m" }) {}
    class ADetails extends fault("ADetails", { message: "m" }) {}
    expect(() => jsonSchemaFor(defineCatalog("x", { A, ADetails }))).toThrow(/the name ADetails/);
  });

  test.each([
    [[{}], /the first argument is a catalog/],
    [[Orders, { out: "x" }], /there is no option "out"/],
    [[Orders, { toStandardJsonSchema: 1 }], /toStandardJsonSchema is a function; it is 1/],
  ])("wrong arguments %#", (given, message) => {
    expect(() => Reflect.apply(jsonSchemaFor, undefined, given)).toThrow(message);
  });
});

test("a catalog is described as plain data", () => {
  const { name, faults } = describeCatalog(Orders);
  expect(name).toBe("orders");
  expect(JSON.parse(JSON.stringify(faults))).toEqual(faults);
  expect(
    faults.map(({ errorType, status, retryable, isPromised, message, details }) => [
      ...[errorType, status, retryable, isPromised, message ?? null, details?.isOptional ?? null],
    ]),
  ).toEqual([
    ["OrderNotFound", 404, false, false, null, false],
    ["PaymentPending", 409, true, true, "The payment is pending", false],
    ["CardDeclined", 409, false, false, null, false],
    ["Broken$Set", 409, false, false, "A set is broken", false],
    ["Busy", 503, true, false, "Come back later", null],
    ["Odd", 500, false, false, "Odd", true],
  ]);
  expect(describeCatalog(Vali).faults[0]?.details).toMatchObject({ problem: expect.any(String) });
});

test("a catalog without faults allows none", () => {
  expect(valid(jsonSchemaFor(defineCatalog("none", {})), {})).not.toBe(true);
});
