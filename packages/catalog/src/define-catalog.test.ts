import { describe, expect, test } from "vitest";
import { findFault } from "./catalog.ts";
import { fault } from "./declare-fault.ts";
import { defineCatalog } from "./define-catalog.ts";
import { ServiceFault } from "./families.ts";

class A extends fault("A", { message: "a" }) {}
class B extends fault("B", { message: "b" }) {}

test("a catalog holds its name and its faults", () => {
  expect(defineCatalog("both", { A, B })).toEqual({ name: "both", faults: { A, B } });
  expect(defineCatalog("none", {})).toEqual({ name: "none", faults: {} });
});

describe("what is not a catalog of faults is refused where it is defined", () => {
  test.each([
    [undefined, /^defineCatalog\(\): the first argument is the catalog's name, .* it is undefined$/],
    ["", /text that is not empty; it is ""$/],
    [{ A }, /it is an object of another kind$/],
  ])("the name %s", (name, message) => {
    expect(() => defineCatalog(name as string, { A })).toThrow(TypeError);
    expect(() => defineCatalog(name as string, { A })).toThrow(message);
  });

  test.each([
    ["no faults", undefined, /the second argument is an object of faults, .* it is undefined$/],
    ["null", null, /the second argument is an object of faults, .* it is null$/],
    ["an array", [A], /it is an array$/],
    ["a class", A, /it is the class A$/],
    [
      "a literal whose __proto__ is the class",
      { __proto__: A },
      /the second argument is an object of faults/,
    ],
    [
      "a key that is not the fault's name",
      { A, C: A },
      /the key C holds the fault A; a key is the name of its fault$/,
    ],
    ["undefined", { A: undefined }, /the key A holds undefined; modules that import each other in a circle/],
    ["an instance", { A: new A() }, /the key A holds an instance of A; put in the class itself$/],
    [
      "a plain class",
      { Plain: class Plain extends Error {} },
      /the key Plain holds the class Plain; a fault is a class that extends fault\(\.\.\.\)$/,
    ],
    ["a family", { ServiceFault }, /the key ServiceFault holds the class ServiceFault;/],
    [
      "a class with a type and no declaration",
      {
        Typed: class Typed extends Error {
          static errorType = "Typed";
        },
      },
      /the key Typed holds the class Typed;/,
    ],
    [
      "a class with a declaration and no type",
      {
        Bare: class Bare extends Error {
          static declaration: object = { message: "m" };
        },
      },
      /the key Bare holds the class Bare;/,
    ],
    [
      "an object with the members of a fault's class",
      { A: { errorType: "A", declaration: { message: "a" } } },
      /the key A holds an object of another kind;/,
    ],
    ["an array of faults", { A: [A] }, /the key A holds an array;/],
    ["an object", { A: {} }, /the key A holds an object of another kind;/],
    ["another catalog", { name: "a", faults: {} }, /the key name holds "a";/],
  ])("%s", (_, faults, message) => {
    expect(() => defineCatalog("x", faults as never)).toThrow(TypeError);
    expect(() => defineCatalog("x", faults as never)).toThrow(message);
    expect(() => defineCatalog("x", faults as never)).toThrow(/^defineCatalog\("x"\): /);
  });
});

test("no inherited member passes for a fault", () => {
  const catalog = defineCatalog("x", { A });
  expect(findFault(catalog, "A")).toBe(A);
  for (const name of ["constructor", "__proto__", "toString", undefined])
    expect(findFault(catalog, name)).toBeUndefined();
});
