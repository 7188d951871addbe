import { parse } from "@faultwire/caller";
import { defineCatalog, fault } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { dotnetFor, goFor, javaFor, pythonFor, rubyFor, rustFor } from "../src/index.ts";
import { Orders, Vali } from "./catalogs.ts";

/* The files are compiled and run in the tests of e2e; here is what they are refused for, and what is in them for people. */

const LANGUAGES = [pythonFor, goFor, javaFor, rubyFor, rustFor, dotnetFor];
const of = (details: z.ZodType, aliases: string[] = []) => {
  class A extends fault("A", { details, message: "m", aliases }) {}
  return defineCatalog("x", { A });
};

describe.each(LANGUAGES.map((make) => [make.name, make] as const))("%s", (name, make) => {
  test("refuses a member that allows no value, with the fault and the member", () => {
    const details = z.object({ list: z.array(z.object({ odd: z.never() })) });
    expect(() => make(of(details))).toThrow(
      new TypeError(
        `${name}(): A: the member list.item.odd of its details allows no value; leave it out, or give it a type`,
      ),
    );
  });

  test("refuses details that cannot be described, and what is not a catalog or an option", () => {
    expect(() => make(Vali)).toThrow(/the details of Closed cannot be described/);
    expect(() => Reflect.apply(make, undefined, [{}])).toThrow(/the first argument is a catalog/);
    expect(() => Reflect.apply(make, undefined, [Orders, { pakage: "x" }])).toThrow(
      /there is no option "pakage"/,
    );
  });

  test("refuses a reference that leads nowhere", () => {
    const jsonSchema = { input: () => ({ $ref: "#/$defs/none" }), output: () => ({ $ref: "#/$defs/none" }) };
    const validate = (value: unknown) => ({ value });
    const details = { "~standard": { version: 1 as const, vendor: "other", validate, jsonSchema } };
    class A extends fault("A", { details, message: "m" }) {}
    expect(() => make(defineCatalog("x", { A }))).toThrow(
      /A: the schema of its details has the reference #\/\$defs\/none, which/,
    );
  });

  test("takes types that contain themselves", () => {
    const lists: z.ZodType = z.lazy(() => z.array(lists));
    const tree: z.ZodType = z.object({
      get left() {
        return z.optional(tree);
      },
      lists,
    });
    expect(make(of(tree))).toContain("left");
  });

  test("writes the same text each time, in which no text of the catalog ends a comment or hides another", () => {
    class A extends fault("A", {
      message: '*/ """ \u202e\u2028 x',
      details: z.object({ a: z.string().describe('*/ """ \u202e\u2028\n x') }),
    }) {}
    const text = make(defineCatalog("*/ \u202e x", { A }));
    expect(text).toBe(make(defineCatalog("*/ \u202e x", { A })));
    expect(text).not.toMatch(/[\u202e\u2028]/);
  });
});

describe("a name that the runtime cannot send", () => {
  class Lost extends fault("orders.Lost", { message: "m" }) {}
  class Known extends fault("orders.Known", { message: "m", aliases: ["-", "OrdersKnown"] }) {}
  const Bad = defineCatalog("x", { "orders.Lost": Lost });
  const Good = defineCatalog("x", { "orders.Known": Known });

  test.each([goFor, javaFor, rubyFor, dotnetFor])("is refused by %o, or an alias takes its place", (make) => {
    expect(() => make(Bad)).toThrow(
      /orders\.Lost: Lambda's runtime of \S+ sends the name of an? \D*; declare the fault with such a name among its aliases/,
    );
    expect(make(Good)).toContain('"OrdersKnown"');
    const errorMessage = '{"errorType":"OrdersKnown","httpStatus":500,"message":"lost"}';
    for (const errorType of [
      "OrdersKnown",
      "com.acme.XFault$OrdersKnown",
      "Function<XFaults::OrdersKnown>",
    ]) {
      const caught = parse({ errorType, errorMessage, stackTrace: [] }, Good);
      expect(caught).toBeInstanceOf(Known);
      expect(caught).toMatchObject({ errorType: "orders.Known", message: "lost" });
    }
  });

  test.each([pythonFor, rustFor])("is sent by %o", (make) => {
    expect(make(Bad)).toContain('"orders.Lost"');
  });

  test("is one that the language or the file has already, too", () => {
    class Hash extends fault("Hash", { message: "m" }) {}
    class Undone extends fault("Fault", { message: "m" }) {}
    expect(() => rubyFor(defineCatalog("x", { Hash }))).toThrow(/rubyFor\(\): Hash:/);
    expect(() => goFor(defineCatalog("x", { Fault: Undone }))).toThrow(/goFor\(\): Fault:/);
  });
});

test.each([
  [goFor, "Orders", /goFor\(\): package is a name of small letters, as orders; it is "Orders"/],
  [goFor, "func", /goFor\(\): package/],
  [javaFor, "com.class", /javaFor\(\): package is a name such as com\.acme/],
  [rubyFor, "orders", /rubyFor\(\): package is a module such as OrdersFaults/],
  [dotnetFor, "Acme.", /dotnetFor\(\): package is a namespace such as Acme\.Orders/],
] as const)("%o refuses the package %s", (make, name, message) => {
  expect(() => make(Orders, { package: name })).toThrow(message);
});

test("rustFor refuses what is not the path of a type", () => {
  expect(() => rustFor(Orders, { diagnostic: "a b" })).toThrow(
    /diagnostic is a path such as lambda_runtime::Diagnostic/,
  );
  expect(rustFor(Orders, { diagnostic: "lambda_runtime::Diagnostic" })).toContain(
    "impl From<OrdersFault> for lambda_runtime::Diagnostic",
  );
});
