import fc from "fast-check";
import { z } from "zod";

/* Random schemas of details with values that fit, and the schemas that are one step away. */

/** A schema as data. */
export type Shape =
  | { readonly is: "text"; readonly min?: number; readonly max?: number; readonly starts?: string }
  | { readonly is: "number"; readonly whole?: true; readonly min?: number; readonly max?: number }
  | { readonly is: "boolean" | "null" | "date" }
  | { readonly is: "enum"; readonly values: readonly [string, ...string[]] }
  | { readonly is: "list"; readonly of: Shape; readonly min?: number; readonly max?: number }
  | { readonly is: "tuple"; readonly of: readonly Shape[]; readonly rest?: Shape }
  | { readonly is: "record"; readonly of: Shape; readonly keys?: readonly [string, ...string[]] }
  | { readonly is: "union"; readonly of: readonly [Shape, Shape, ...Shape[]] }
  | {
      readonly is: "object";
      readonly members: Readonly<Record<string, Member>>;
      readonly others: "left out" | "refused" | "sent" | "texts";
    };

interface Member {
  readonly of: Shape;
  readonly presence: "required" | "optional" | "nullable";
}

const word = fc.constantFrom("a", "b", "c", "ab", "abc", "");

/** Makes the zod schema of a shape. */
export function toZod(shape: Shape): z.ZodType {
  switch (shape.is) {
    case "text":
      return toText(shape);
    case "number": {
      const { min = -9, max = 9 } = shape;
      return (shape.whole ? z.int() : z.number()).min(min).max(max);
    }
    case "boolean":
      return z.boolean();
    case "null":
      return z.null();
    case "date":
      return z.coerce.date();
    case "enum":
      return z.enum(shape.values);
    case "list":
      return z
        .array(toZod(shape.of))
        .min(shape.min ?? 0)
        .max(shape.max ?? 5);
    case "tuple":
      return toTuple(shape);
    case "record":
      return shape.keys
        ? z.partialRecord(z.enum(shape.keys), toZod(shape.of))
        : z.record(z.string(), toZod(shape.of));
    case "union":
      return z.union(shape.of.map(toZod));
    case "object":
      return toObject(shape);
  }
}

function toText({ min, max, starts }: Extract<Shape, { is: "text" }>): z.ZodType {
  const text = z.string().min(min ?? 0);
  const bound = max === undefined ? text : text.max(max);
  return starts === undefined ? bound : bound.regex(new RegExp(`^${starts}`));
}

function toTuple({ of, rest }: Extract<Shape, { is: "tuple" }>): z.ZodType {
  const [first, ...others] = of.map(toZod);
  if (first === undefined) return z.tuple([]);
  return rest ? z.tuple([first, ...others], toZod(rest)) : z.tuple([first, ...others]);
}

function toObject({ members, others }: Extract<Shape, { is: "object" }>): z.ZodType {
  const object = z.object(
    Object.fromEntries(
      Object.entries(members).map(([name, { of, presence }]) => {
        const schema = toZod(of);
        if (presence === "required") return [name, schema];
        return [name, presence === "optional" ? schema.optional() : schema.nullable()];
      }),
    ),
  );
  if (others === "refused") return object.strict();
  if (others === "sent") return object.loose();
  return others === "texts" ? object.catchall(z.string()) : object;
}

/** Makes values that fit a shape, most of them at its edges. */
export function valuesFor(shape: Shape): fc.Arbitrary<unknown> {
  switch (shape.is) {
    case "text":
      return word.map((text) =>
        `${shape.starts ?? ""}${text}`.padEnd(shape.min ?? 0, "a").slice(0, shape.max),
      );
    case "number": {
      const { min = -9, max = 9 } = shape;
      const whole = fc.integer({ min: Math.ceil(min), max: Math.max(Math.ceil(min), Math.floor(max)) });
      return shape.whole ? whole : fc.oneof(whole, fc.constantFrom(min, max, Math.min(max, min + 0.5)));
    }
    case "boolean":
      return fc.boolean();
    case "null":
      return fc.constant(null);
    case "date":
      return fc.constantFrom(new Date(0), new Date(1e12));
    case "enum":
      return fc.constantFrom(...shape.values);
    case "list":
      return fc.array(valuesFor(shape.of), {
        minLength: shape.min ?? 0,
        maxLength: Math.max(shape.min ?? 0, shape.max ?? 3),
      });
    case "tuple": {
      const first = fc.tuple(...shape.of.map(valuesFor));
      const rest =
        shape.rest && shape.of.length > 0
          ? fc.array(valuesFor(shape.rest), { maxLength: 2 })
          : fc.constant([]);
      return fc.tuple(first, rest).map(([head, tail]) => [...head, ...tail]);
    }
    case "record":
      return fc.dictionary(
        shape.keys ? fc.constantFrom(...shape.keys) : fc.constantFrom("a", "b", "z"),
        valuesFor(shape.of),
        { maxKeys: 3 },
      );
    case "union":
      return fc.oneof(...shape.of.map(valuesFor));
    case "object":
      return valuesOfObject(shape);
  }
}

function valuesOfObject({ members, others }: Extract<Shape, { is: "object" }>): fc.Arbitrary<unknown> {
  const names = Object.keys(members);
  const named = fc.record(
    Object.fromEntries(
      Object.entries(members).map(([name, { of, presence }]) => [
        name,
        presence === "nullable" ? fc.option(valuesFor(of)) : valuesFor(of),
      ]),
    ),
    { requiredKeys: names.filter((name) => members[name]?.presence !== "optional") },
  );
  if (others === "left out" || others === "refused") return named;
  const extra = others === "texts" ? word : fc.oneof(word, fc.integer(), fc.constant(null));
  return fc
    .tuple(fc.dictionary(fc.constantFrom("a", "b", "c", "d"), extra, { maxKeys: 2 }), named)
    .map(([more, own]) => {
      const further = Object.entries(more).filter(([name]) => !names.includes(name));
      return { ...Object.fromEntries(further), ...own };
    });
}

/** Random shapes. */
export const shapes: fc.Arbitrary<Shape> = fc.letrec<{ shape: Shape }>((tie) => {
  const leaf: fc.Arbitrary<Shape> = fc.oneof(
    fc.record({ is: fc.constant("text" as const), min: fc.constantFrom(0, 1), max: fc.constantFrom(3, 4) }),
    fc.constant<Shape>({ is: "text", starts: "a" }),
    fc.record({ is: fc.constant("number" as const), min: fc.constantFrom(0, 1), max: fc.constantFrom(3, 4) }),
    fc.constant<Shape>({ is: "number", whole: true }),
    fc.constantFrom<Shape>({ is: "boolean" }, { is: "null" }, { is: "date" }),
    fc.constantFrom<Shape>({ is: "enum", values: ["a"] }, { is: "enum", values: ["a", "b"] }),
  );
  const member = fc.record({
    of: tie("shape"),
    presence: fc.constantFrom("required" as const, "optional" as const, "nullable" as const),
  });
  const object = fc.record({
    is: fc.constant("object" as const),
    members: fc.dictionary(fc.constantFrom("a", "b", "c"), member, { maxKeys: 3 }),
    others: fc.constantFrom(
      "left out" as const,
      "left out" as const,
      "refused" as const,
      "sent" as const,
      "texts" as const,
    ),
  });
  return {
    shape: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      { arbitrary: leaf, weight: 3 },
      { arbitrary: object, weight: 4 },
      {
        arbitrary: fc.record({
          is: fc.constant("list" as const),
          of: tie("shape"),
          max: fc.constantFrom(2, 3),
        }),
        weight: 1,
      },
      {
        arbitrary: fc.record({
          is: fc.constant("tuple" as const),
          of: fc.array(tie("shape"), { minLength: 1, maxLength: 2 }),
        }),
        weight: 1,
      },
      { arbitrary: fc.record({ is: fc.constant("record" as const), of: tie("shape") }), weight: 1 },
      {
        arbitrary: fc
          .tuple(tie("shape"), tie("shape"))
          .map(([one, two]): Shape => ({ is: "union", of: [one, two] })),
        weight: 2,
      },
    ),
  };
}).shape;

/** The shapes that are one step away: one rule more or less, in one place. */
export function neighbours(shape: Shape): readonly Shape[] {
  const own: Shape[] = [{ is: "union", of: [shape, { is: "null" }] }];
  switch (shape.is) {
    case "text":
      own.push(
        { ...shape, max: (shape.max ?? 4) + 1 },
        { ...shape, min: (shape.min ?? 0) + 1 },
        { is: "text" },
        { ...shape, starts: "a" },
      );
      break;
    case "number":
      own.push(
        { ...shape, max: (shape.max ?? 4) + 1 },
        { ...shape, min: 2 },
        { is: "number" },
        { ...shape, whole: true },
      );
      break;
    case "enum":
      own.push({ ...shape, values: ["a", "b", "c"] }, { ...shape, values: ["b"] }, { is: "text" });
      break;
    case "date":
      own.push({ is: "text" });
      break;
    case "list":
      own.push(
        { ...shape, min: 1 },
        { ...shape, max: 4 },
        ...neighbours(shape.of).map((of): Shape => ({ ...shape, of })),
      );
      break;
    case "tuple":
      own.push(
        { ...shape, of: [...shape.of, { is: "boolean" }] },
        { ...shape, of: shape.of.slice(0, 1), rest: { is: "boolean" } },
        ...shape.of.flatMap((each, index) =>
          neighbours(each).map((of): Shape => ({ ...shape, of: shape.of.with(index, of) })),
        ),
      );
      break;
    case "record":
      own.push(
        { ...shape, keys: ["a", "b"] },
        ...neighbours(shape.of).map((of): Shape => ({ ...shape, of })),
      );
      break;
    case "union": {
      const [one, two] = shape.of;
      own.push(
        one,
        two,
        { is: "union", of: [two, one] },
        ...neighbours(one).map((of): Shape => ({ is: "union", of: [of, two] })),
      );
      break;
    }
    case "object":
      own.push(...neighboursOfObject(shape));
      break;
    default:
  }
  return own;
}

function neighboursOfObject(shape: Extract<Shape, { is: "object" }>): readonly Shape[] {
  const added: Member = { of: { is: "boolean" }, presence: "optional" };
  const others = (["left out", "refused", "sent", "texts"] as const).map(
    (each): Shape => ({ ...shape, others: each }),
  );
  const members = Object.entries(shape.members).flatMap(([name, member]): readonly Shape[] => {
    const { [name]: _, ...rest } = shape.members;
    const presences = (["required", "optional", "nullable"] as const).map(
      (presence): Shape => ({ ...shape, members: { ...shape.members, [name]: { ...member, presence } } }),
    );
    const below = neighbours(member.of).map(
      (of): Shape => ({ ...shape, members: { ...shape.members, [name]: { ...member, of } } }),
    );
    return [{ ...shape, members: rest }, ...presences, ...below];
  });
  return [
    ...others,
    ...members,
    { ...shape, members: { ...shape.members, d: added } },
    { ...shape, members: { ...shape.members, d: { ...added, presence: "required" } } },
  ];
}
