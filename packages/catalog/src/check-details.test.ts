import type { StandardSchemaV1 } from "@standard-schema/spec";
import * as v from "valibot";
import { expect, test } from "vitest";
import { z } from "zod";
import { checkDetails, reviveDetails } from "./check-details.ts";

/** A schema that makes this of everything. */
const making = (value: unknown): StandardSchemaV1 => ({
  "~standard": { version: 1, vendor: "test", validate: () => ({ value }) },
});

test("every issue is named with the path of its member, and one of the whole without a path", () => {
  const schema = v.object({
    items: v.array(v.object({ quantity: v.number("a number") })),
    name: v.pipe(v.string("a text"), v.minLength(1, "not empty")),
  });
  expect(checkDetails(schema, { items: [{ quantity: 1 }, { quantity: "2" }], name: "" })).toEqual({
    problem: "the details do not fit: items.1.quantity: a number; name: not empty",
  });
  expect(reviveDetails(v.string("a text"), 7)).toEqual({ problem: "a text" });
});

test("members that are null are kept", () => {
  const schema = z.object({ note: z.null(), list: z.array(z.null()) });
  const details = { note: null, list: [null] };
  expect(checkDetails(schema, details)).toEqual({ value: details });
  expect(reviveDetails(schema, details)).toEqual({ value: details });
});

test("what a schema returns is copied as it is linked: a part that is shared stays shared, a ring stays a ring", () => {
  const part = { n: 1 };
  const made: Record<string, unknown> = { left: part, right: part };
  made.ring = made;
  const revived = reviveDetails(making(made), {});
  const value = "value" in revived ? (revived.value as Record<string, unknown>) : {};
  expect(value).not.toBe(made);
  expect(value.left).toEqual(part);
  expect(value.left).not.toBe(part);
  expect(value.right).toBe(value.left);
  expect(value.ring).toBe(value);
});

test("details deeper than the stack are frozen down to a depth, and shared below", () => {
  const levels: object[] = [{}];
  for (let depth = 0; depth < 100_000; depth += 1) levels.push({ in: levels.at(-1) });
  const made = levels.at(-1);
  const revived = reviveDetails(making(made), {});
  let copy: unknown = "value" in revived ? revived.value : undefined;
  let source: unknown = made;
  let depth = 0;
  for (; copy !== source; depth += 1) {
    expect(Object.isFrozen(copy)).toBe(true);
    copy = (copy as { in: unknown }).in;
    source = (source as { in: unknown }).in;
  }
  expect(depth).toBe(500);
  expect(Object.isFrozen(source)).toBe(false);
});
