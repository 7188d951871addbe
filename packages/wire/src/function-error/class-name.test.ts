import { describe, expect, test } from "vitest";
import { classNameOf } from "./class-name.ts";

const JAVA = "com.acme.Boot.handleRequest(Boot.java:12)";
const NODE = "    at Runtime.handler (file:///var/task/index.mjs:1:1)";

describe("the own name of a class", () => {
  test.each([
    ["a class of a Ruby handler", "Function<OrderNotFound>", [], "OrderNotFound"],
    ["a class in a module of Ruby", "Function<Acme::OrderNotFound>", [], "OrderNotFound"],
    ["a type of Rust", "acme::errors::OrderNotFound", undefined, "OrderNotFound"],
    ["a reference of Rust", "&acme::OrderNotFound", [], "OrderNotFound"],
    ["a class of Java", "com.acme.OrderNotFound", [JAVA], "OrderNotFound"],
    ["a class inside another of Java", "Boot$OrderNotFound", [JAVA], "OrderNotFound"],
    ["a frame of a module of Java", "a.B", ["app//a.C.lambda$main$0(C.java:4)"], "B"],
    ["a frame of Kotlin", "a.B", ["java.base/a.b(Unknown Source)", "a.C.d(C.kt:4)"], "B"],
    ["a printed frame of Java", "a.B", ["\tat a.C.d(C.java:4)"], "B"],
    ["a namespace of .NET", "Acme.OrderNotFound", ["at Acme.Boot.Handle(String id)"], "OrderNotFound"],
    ["a class inside another of .NET", "Acme.Boot+Lost", ["   at A.B() in /src/B.cs:line 3"], "Lost"],
    [
      "a module of Python",
      "acme.errors.OrderNotFound",
      ['  File "/var/task/a.py", line 3, in h'],
      "OrderNotFound",
    ],
  ])("%s", (_, errorType, stack, name) => {
    expect(classNameOf(errorType, stack)).toBe(name);
  });

  test.each([
    ["without a frame that shows it", "com.acme.OrderNotFound", []],
    ["without a stack", "com.acme.OrderNotFound", undefined],
    [
      "in a frame of Node.js",
      "com.acme.OrderNotFound",
      [NODE, "    at new Promise (<anonymous>)", "    at async a.b"],
    ],
    ["in a text that quotes a frame", "com.acme.OrderNotFound", [`failed: ${JAVA}`]],
    ["of Java's own", "java.util.concurrent.TimeoutException", [JAVA]],
    ["of .NET's own", "System.TimeoutException", ["at Acme.Boot.Handle(String id)"]],
    ["of Rust's own", "core::num::ParseIntError", []],
    ["of a reference to Rust's own", "&alloc::string::String", []],
  ])("is not known %s", (_, errorType, stack) => {
    expect(classNameOf(errorType, stack)).toBeUndefined();
  });

  test("keeps the bracket of a type with parameters, which no fault has in its name", () => {
    expect(classNameOf("acme::Failed<acme::OrderNotFound>")).toBe("OrderNotFound>");
  });
});
