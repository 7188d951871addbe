import { expect, test } from "vitest";
import { decodeJsonRpc } from "./invokers/json-rpc.ts";
import { parseServerSentEvents } from "./json-documents.ts";

test("the JSON of server-sent events is read, in lines of any ending and in several data fields", () => {
  const stream =
    'event: message\r\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: ping\r\ndata: [DONE]\r\n\r\ndata: 2\r\n\r\n';
  expect(parseServerSentEvents(stream)).toEqual([{ a: 1 }, 2]);
});

test("a text that is anything else is not a stream of events", () => {
  for (const text of ["", "{}", "hello", "data: 1\nhello", "database: x"])
    expect(parseServerSentEvents(text)).toBeUndefined();
});

test("an error of JSON-RPC in server-sent events was read as a success", () => {
  const progress = '{"jsonrpc":"2.0","method":"notifications/progress"}';
  const failed = '{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"bad"}}';
  const tool =
    '{"jsonrpc":"2.0","id":1,"result":{"isError":true,"content":[{"type":"text","text":"Full: row 7"}]}}';
  const stream = (data: string) => `data: ${progress}\n\nevent: message\ndata: ${data}\n\n`;
  expect(decodeJsonRpc(stream(failed))).toMatchObject({ errorType: "-32602", message: "bad" });
  expect(decodeJsonRpc(stream(tool))?.embedded).toMatchObject({ errorType: "Full", message: "row 7" });
  expect(decodeJsonRpc(stream(progress))).toBeUndefined();
});
