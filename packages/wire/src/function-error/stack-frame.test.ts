import { describe, expect, test } from "vitest";
import cases from "../../../../cases/function-errors.json" with { type: "json" };
import { decodeStackFrame, type StackFrame } from "./stack-frame.ts";
import { decodeStandard } from "./standard.ts";

const entries: readonly (readonly [string, Omit<StackFrame, "raw">])[] = [
  [
    "    at BufferedInvokeProcessor.handler (file:///var/task/index.mjs:1:58)",
    { function: "BufferedInvokeProcessor.handler", file: "file:///var/task/index.mjs", line: 1, column: 58 },
  ],
  [
    "    at async node:internal/modules/esm/loader:647:26",
    { file: "node:internal/modules/esm/loader", line: 647, column: 26 },
  ],
  [
    " at Runtime.myFunction [as handler] (/var/task/my file.js:36:17)",
    { function: "Runtime.myFunction [as handler]", file: "/var/task/my file.js", line: 36, column: 17 },
  ],
  [
    "    at async GET (/var/task/app/(shop)/route.js:1:2)",
    { function: "GET", file: "/var/task/app/(shop)/route.js", line: 1, column: 2 },
  ],
  ["    at eval (eval at f (/var/task/index.js:1:2), <anonymous>:1:1)", { function: "eval" }],
  ["    at JSON.parse (<anonymous>)", { function: "JSON.parse" }],
  [
    "  File \"/var/task/lambda_function.py\", line 36, in lambda_handler\n    result = ACTIONS[event['action']]\n",
    { function: "lambda_handler", file: "/var/task/lambda_function.py", line: 36 },
  ],
  [
    '  File "/var/task/lambda_function.py" Line 18\n        s3.put_object()\n',
    { file: "/var/task/lambda_function.py", line: 18 },
  ],
  [
    '["/var/task/lambda_function.py",3,"my_always_fails_handler","raise Exception()"]',
    { function: "my_always_fails_handler", file: "/var/task/lambda_function.py", line: 3 },
  ],
  [
    "example.HandlerDivide.handleRequest(HandlerDivide.java:23)",
    { function: "example.HandlerDivide.handleRequest", file: "HandlerDivide.java", line: 23 },
  ],
  ["java.base/java.lang.Thread.run(Unknown Source)", { function: "java.base/java.lang.Thread.run" }],
  ["sun.reflect.Invoke.invoke0(Native Method)", { function: "sun.reflect.Invoke.invoke0" }],
  ["/var/task/function.rb:3:in `first'", { function: "first", file: "/var/task/function.rb", line: 3 }],
  [
    "/var/task/function.rb:3:in 'Integer#/'",
    { function: "Integer#/", file: "/var/task/function.rb", line: 3 },
  ],
  [
    '{"path":"hello/hello","line":12,"label":"(*Function).Invoke"}',
    { function: "(*Function).Invoke", file: "hello/hello", line: 12 },
  ],
  [
    "   at Example.Function.Handle(String input, ILambdaContext context) in /src/Function.cs:line 23",
    {
      function: "Example.Function.Handle(String input, ILambdaContext context)",
      file: "/src/Function.cs",
      line: 23,
    },
  ],
  [
    "at lambda_method1(Closure, Stream, ILambdaContext)",
    { function: "lambda_method1(Closure, Stream, ILambdaContext)" },
  ],
  [
    "at <ScriptBlock>, /var/task/Handler.ps1: line 3",
    { function: "<ScriptBlock>", file: "/var/task/Handler.ps1", line: 3 },
  ],
];

test.each(entries)("%s", (raw, expected) => {
  expect(decodeStackFrame(raw)).toStrictEqual({ ...expected, raw });
  expect(decodeStackFrame(`${raw}\r`)).toStrictEqual({ ...expected, raw: `${raw}\r` });
});

test("an entry is read up to 2,048 characters", () => {
  const frameOf = (length: number) => `    at f (/${"a".repeat(length - 16)}:1:2)`;
  expect(frameOf(2048)).toHaveLength(2048);
  expect(decodeStackFrame(frameOf(2048))).toMatchObject({ function: "f", line: 1 });
  expect(decodeStackFrame(frameOf(2049))).not.toHaveProperty("function");
});

describe("an entry that is not a frame keeps its text and nothing else", () => {
  test.each([
    "",
    "Error: boom",
    "Require stack:",
    "item0",
    "--- End of stack trace ---",
    "{",
    '["',
    "[]",
    "{}",
  ])("%j", (raw) => {
    expect(decodeStackFrame(raw)).toEqual({ raw });
  });

  test("a member whose conversion to text throws made the reader throw", () => {
    const raw = '["f",{"toString":1,"valueOf":1},"g"]';
    expect(decodeStackFrame(raw)).toMatchObject({ raw });
  });

  test("even one of six million characters, or one that almost fits in many ways, before the test runs out of time", () => {
    for (const raw of ["    at a (".repeat(600_000), " ".repeat(6_000_000), "x:1:in `".repeat(700_000)]) {
      expect(decodeStackFrame(raw)).toEqual({ raw });
    }
    for (const part of [" at a (", "a:1:", ":1:in `", "a.b(", "at a, b: line 1", ' File "'])
      decodeStackFrame(part.repeat(200).slice(0, 2048));
  });
});

test("every recorded stack has a frame that names a line, save for those that a runtime made up or left empty", () => {
  const without = cases
    .map(({ id, payload }) => [id, decodeStandard(payload).remoteStack ?? []] as const)
    .filter(([, stack]) => stack.length > 1 && !stack.some((entry) => decodeStackFrame(entry).line));
  expect(without.map(([id]) => id)).toEqual(["java-ric-test"]);
});
