import { defineCatalog } from "@faultwire/catalog";
import { describe, expect, test } from "vitest";
import { parse } from "./parse.ts";
import { parseLogLine } from "./parse-wires.ts";

const Nothing = defineCatalog("nothing", {});
const ID = "7db0b12d-0e37-4f1c-9f29-a0dc4b7b9ed0";
const bytes = new TextEncoder().encode('{"errorType":"E","errorMessage":"m"}');

describe("a text that reports an error was read as no message at all", () => {
  test.each([
    [
      "the words of the AWS CLI",
      "An error occurred (TooManyRequestsException) when calling the Invoke operation (reached max retries: 4): m",
      { name: "ServiceFault", errorType: "TooManyRequestsException", status: 429, execution: "unknown" },
    ],
    [
      "the event of a stack",
      `Received response status [FAILED] from custom resource. Message returned: m (RequestId: ${ID})`,
      { errorType: "Undeclared", origin: { requestId: ID } },
    ],
    [
      "a payload and an output, one after the other",
      '{"errorType":"E","errorMessage":"m"}{\n"StatusCode": 200,\n"FunctionError": "Unhandled"\n}',
      {},
    ],
    [
      "a line of a log that is a text of JSON",
      JSON.stringify(
        `2026-11-22T09:00:00.000Z\t${ID}\tERROR\tInvoke Error\t{"errorType":"E","errorMessage":"m"}`,
      ),
      { errorType: "E", origin: { requestId: ID } },
    ],
    ["a text of JSON in JSON", JSON.stringify('{"errorType":"E","errorMessage":"m"}'), { errorType: "E" }],
    ["a text with a byte order mark", '\ufeff{"errorType":"E","errorMessage":"m"}', { errorType: "E" }],
    ["lines of JSON", '{"ok":true}\n{"errorType":"E","errorMessage":"m"}\n', { errorType: "E" }],
  ])("%s", (_what, text, expected) => {
    expect(parse(text, Nothing)).toMatchObject({ message: "m", ...expected });
  });
});

test("an output that went through JSON keeps its payload, as bytes in numbers, a Buffer, or an object", () => {
  for (const Payload of [
    { ...bytes },
    { type: "Buffer", data: [...bytes] },
    { errorType: "E", errorMessage: "m" },
  ]) {
    const found = parse({ StatusCode: 200, FunctionError: "Unhandled", Payload }, Nothing);
    expect(found).toMatchObject({ errorType: "E", message: "m", execution: "started" });
  }
});

test("a success stays one as text and as bytes", () => {
  for (const text of [
    '{"ok":true}',
    "[]",
    '"done"',
    "7",
    `START RequestId: ${ID} Version: 1`,
    "2026-11-22T09:00:00Z\tr\tINFO\thi",
    '{"ok":true}\n{"ok":false}',
  ]) {
    expect(parse(text, Nothing)).toBeUndefined();
    expect(parse(new TextEncoder().encode(text), Nothing)).toBeUndefined();
  }
});

test("a text that reports no error was a MalformedFault where parseLogLine had read nothing", () => {
  for (const text of [
    "Loading function",
    "{ ok: true }",
    "<html></html>",
    "done.",
    "id,name\n1,x",
    '{"ok":true,"b":"cut',
  ])
    expect([parse(text, Nothing), parseLogLine(text, Nothing)]).toEqual([undefined, undefined]);
});

test("a function error whose payload is such a text is an error", () => {
  for (const Payload of ["Loading function", "", "null", '"text"'])
    expect(parse({ FunctionError: "Unhandled", Payload }, Nothing)).toMatchObject({
      name: "MalformedFault",
      execution: "started",
    });
});
