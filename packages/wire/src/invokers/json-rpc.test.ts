import { describe, expect, test } from "vitest";
import { decodeJsonRpc } from "./json-rpc.ts";

const answer = (more: object) => ({ jsonrpc: "2.0", id: 1, ...more });
const tool = (...content: unknown[]) => ({ isError: true, content });
const text = (words: unknown) => ({ type: "text", text: words });

describe("the error of an answer", () => {
  test.each([
    [
      { code: -32602, message: "m" },
      { errorType: "-32602", message: "m" },
    ],
    [
      { code: "E", message: "m" },
      { errorType: "E", message: "m" },
    ],
    [{ code: null }, { errorType: undefined, message: "" }],
    [
      { code: 1, data: { name: "NoSeat" } },
      { errorType: "NoSeat", message: "", details: { name: "NoSeat" } },
    ],
    [
      { code: 1, data: { errorType: "NoSeat" } },
      { errorType: "NoSeat", message: "", details: { errorType: "NoSeat" } },
    ],
    [
      { code: 1, data: null },
      { errorType: "1", message: "" },
    ],
    [
      { code: 1, data: [7] },
      { errorType: "1", message: "", details: [7] },
    ],
  ])("%j has its code, or the name in its data, as type", (error, expected) => {
    const value = answer({ error });
    expect(decodeJsonRpc(value)).toEqual({
      ...{ wire: "json-rpc", payload: value, execution: "unknown", ...expected },
    });
  });

  test("may be a text", () => {
    expect(decodeJsonRpc(answer({ error: "m" }))).toMatchObject({ errorType: undefined, message: "m" });
  });

  test("is found in a batch, and in the text of either", () => {
    const batch = [
      null,
      answer({ result: {} }),
      { error: { code: 1 } },
      answer({ error: { code: 7, message: "m" } }),
    ];
    expect(decodeJsonRpc(batch)).toMatchObject({ errorType: "7", payload: batch });
    for (const words of [JSON.stringify(batch), JSON.stringify(batch[3])])
      expect(decodeJsonRpc(words)).toMatchObject({ errorType: "7", payload: words });
  });

  test("is not in a success, nor in any other value", () => {
    for (const other of [
      ...[
        undefined,
        null,
        "text",
        7,
        {},
        [],
        answer({ result: {} }),
        answer({ error: null }),
        answer({ error: 7 }),
      ],
      ...[
        { jsonrpc: "1.0", error: { code: 1 } },
        { error: { code: 1 } },
        answer({ result: { isError: false, content: [] } }),
      ],
      ...[{ isError: true }, { isError: "true", content: [] }, { isError: true, content: "text" }],
    ])
      expect(decodeJsonRpc(other), JSON.stringify(other)).toBeUndefined();
  });
});

describe("the result of a tool that failed", () => {
  test.each([
    ["alone", tool(text("NoSeat: row 7"))],
    ["in an answer", answer({ result: tool(text("NoSeat: row 7")) })],
    ["in a batch", [answer({ result: {} }), answer({ result: tool(text("NoSeat: row 7")) })]],
    ["in a batch, alone", [{ isError: false, content: [] }, tool(text("NoSeat: row 7"))]],
  ])("%s has its text as message, and a name before a colon", (_what, value) => {
    const read = { wire: "json-rpc", payload: value, message: "NoSeat: row 7", execution: "unknown" };
    expect(decodeJsonRpc(value)).toEqual({
      ...{ ...read, embedded: { ...read, errorType: "NoSeat", message: "row 7" } },
    });
  });

  test("joins its texts by lines, and leaves out other parts", () => {
    const value = tool(text("it is over"), null, { type: "image", data: "" }, text(7), text("go home"));
    expect(decodeJsonRpc(value)).toEqual({
      ...{ wire: "json-rpc", payload: value, message: "it is over\ngo home", execution: "unknown" },
    });
  });

  test("has JSON as details, and a function's own error as itself", () => {
    expect(decodeJsonRpc(tool(text('{"row":7}')))).toMatchObject({
      message: '{"row":7}',
      details: { row: 7 },
    });
    const structured = { isError: true, structuredContent: { row: 7 } };
    expect(decodeJsonRpc(structured)).toMatchObject({ message: "", details: { row: 7 } });
    const error = { errorType: "NoSeat", errorMessage: "row 7", trace: ["NoSeat: row 7"] };
    expect(decodeJsonRpc(tool(text(JSON.stringify(error))))).toMatchObject({
      ...{ wire: "json-rpc", errorType: "NoSeat", message: "row 7", execution: "unknown" },
      remoteStack: ["NoSeat: row 7"],
    });
    const members = JSON.stringify({ errorType: "NoSeat", message: "row 8" });
    expect(decodeJsonRpc(tool(text(members)))).toMatchObject({ errorType: "NoSeat", message: "row 8" });
    expect(decodeJsonRpc(tool(text('{"errorMessage":"row 9"}')))).toMatchObject({ message: "row 9" });
    expect(decodeJsonRpc(tool(text('{"errorType":"NoSeat"}')))).toMatchObject({
      message: '{"errorType":"NoSeat"}',
    });
  });
});
