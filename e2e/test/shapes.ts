import fc from "fast-check";
import { z } from "zod";

/** A schema of details as data, so that both ends can build the same one. */
export type Shape =
  | { readonly kind: "text" | "number" | "boolean" | "date" | "null" }
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "object"; readonly members: Readonly<Record<string, Shape>> }
  | { readonly kind: "optional"; readonly of: Shape };

export function buildSchema(shape: Shape): z.ZodType {
  switch (shape.kind) {
    case "text":
      return z.string();
    case "number":
      return z.number();
    case "boolean":
      return z.boolean();
    case "null":
      return z.null();
    case "date":
      return z.coerce.date<Date>();
    case "list":
      return z.array(buildSchema(shape.of));
    case "optional":
      return buildSchema(shape.of).optional();
    case "object":
      return z.object(
        Object.fromEntries(Object.entries(shape.members).map(([key, of]) => [key, buildSchema(of)])),
      );
  }
}

/** Shapes with values that fit them. A Date is a text here, as in the JSON that the function gets. */
export const shapeWithValue: fc.Arbitrary<{ readonly shape: Shape; readonly value: unknown }> = fc
  .letrec<{ shape: Shape }>((tie) => ({
    shape: fc.oneof(
      { maxDepth: 3, depthIdentifier: "shape" },
      fc.constantFrom<Shape>(
        { kind: "text" },
        { kind: "number" },
        { kind: "boolean" },
        { kind: "date" },
        { kind: "null" },
      ),
      fc.record({ kind: fc.constant("list" as const), of: tie("shape") }),
      fc.record({
        kind: fc.constant("object" as const),
        members: fc.dictionary(key(), tie("shape"), { maxKeys: 4 }),
      }),
    ),
  }))
  .shape.chain((shape) => valueFor(shape).map((value) => ({ shape, value })));

/** Any key but the one that an object literal in a schema cannot have. */
function key(): fc.Arbitrary<string> {
  return fc.string({ unit: "grapheme", maxLength: 8 }).filter((text) => text !== "__proto__");
}

function valueFor(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.kind) {
    case "text":
      return fc.string({ unit: "binary", maxLength: 40 });
    case "number":
      return fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "date":
      return fc
        .date({ noInvalidDate: true, min: new Date("0001-01-01"), max: new Date("9999-12-31") })
        .map((date) => date.toISOString());
    case "list":
      return fc.array(valueFor(shape.of), { maxLength: 3 });
    case "optional":
      return fc.option(valueFor(shape.of), { nil: undefined });
    case "object":
      return fc
        .tuple(
          ...Object.entries(shape.members).map(([key, of]) =>
            valueFor(of).map((value) => [key, value] as const),
          ),
        )
        .map(Object.fromEntries);
  }
}
