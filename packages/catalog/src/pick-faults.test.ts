import { expect, test } from "vitest";
import { fault } from "./declare-fault.ts";
import { defineCatalog } from "./define-catalog.ts";
import { pickFaults } from "./pick-faults.ts";

class A extends fault("A", { message: "a" }) {}
class B extends fault("B", { message: "b" }) {}
const Both = defineCatalog("both", { A, B });

test("a part of a catalog has the faults that were named, under the catalog's name", () => {
  expect(pickFaults(Both, "B")).toEqual({ name: "both", faults: { B } });
});

test.each([
  [
    "an unknown name",
    [Both, "A", "C"],
    /^pickFaults\(\): the catalog both has no fault "C"; its faults are A, B$/,
  ],
  ["an inherited name", [Both, "toString"], /has no fault "toString"/],
  ["a class in a name's place", [Both, A], /has no fault the class A/],
  ["no names", [Both], /^pickFaults\(\): name at least one of A, B$/],
  ["no catalog", [{ A }, "A"], /^pickFaults\(\): the first argument is a catalog, made by defineCatalog\(\)/],
])("%s is refused", (_, given, message) => {
  expect(() => Reflect.apply(pickFaults, undefined, given)).toThrow(TypeError);
  expect(() => Reflect.apply(pickFaults, undefined, given)).toThrow(message);
});
