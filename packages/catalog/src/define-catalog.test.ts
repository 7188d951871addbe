import { expect, test } from "vitest";
import { fault } from "./declare-fault.ts";
import { defineCatalog, findFault } from "./define-catalog.ts";

class A extends fault("A", { message: "a" }) {}
class B extends fault("B", { message: "b" }) {}

test("a catalog holds its name and its faults, and composes by spreading them", () => {
  const one = defineCatalog("one", { A });
  const both = defineCatalog("both", { ...one.faults, B });
  expect(both).toEqual({ name: "both", faults: { A, B } });
});

test("a key that is not the name of its fault is refused", () => {
  expect(() => defineCatalog("x", { A, C: A as never })).toThrow(
    'defineCatalog("x"): the key C holds the fault A; a key is the name of its fault',
  );
  expect(() => defineCatalog("x", { A: {} as never })).toThrow(
    'defineCatalog("x"): the key A holds no fault',
  );
  expect(() => defineCatalog("x", { A: undefined as never })).toThrow("the key A holds no fault");
});

test("no inherited member passes for a fault", () => {
  const catalog = defineCatalog("x", { A });
  expect(findFault(catalog, "A")).toBe(A);
  for (const name of ["constructor", "__proto__", "toString", undefined])
    expect(findFault(catalog, name)).toBeUndefined();
});
