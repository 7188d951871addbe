import { expect, test } from "vitest";
import { decodeJsonRpc } from "./invokers/json-rpc.ts";
import { parseJsonDocuments, parseServerSentEvents } from "./json-documents.ts";

test("the JSON of server-sent events is read, in lines of any ending and in several data fields", () => {
  const stream =
    'event: message\r\nid: 1\r\ndata: {"a":\r\ndata: 1}\r\n\r\n: ping\r\ndata: [DONE]\r\n\r\ndata: 2\r\n\r\n';
  expect(parseServerSentEvents(stream)).toEqual([{ a: 1 }, 2]);
});

test("a byte order mark is left out at the beginning of a stream, and nowhere else", () => {
  expect(parseServerSentEvents('\ufeffdata: "a\ufeffb"\n\n')).toEqual(["a\ufeffb"]);
  expect(parseServerSentEvents('data: "a\ufeffb"\n\n')).toEqual(["a\ufeffb"]);
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

test("objects and lists that follow one another are read, whatever brackets their texts have", () => {
  const documents = [{ a: '}]"\\' }, [1, ["{"]], { '\\"': {} }];
  const lines = documents.map((document) => JSON.stringify(document));
  for (const between of ["\n", "", " \r\n\t "]) {
    expect(parseJsonDocuments(lines.join(between))).toEqual(documents);
    expect(parseJsonDocuments(between + lines.join(between) + between)).toEqual(documents);
  }
});

test("a text of which a part is anything else has no documents", () => {
  for (const text of ["", " ", "1", '"a"', "{", '{"a', '{"a"}', "{}1", "{} x", "[}", '{"a":1}]', "null{}"])
    expect(parseJsonDocuments(text)).toBeUndefined();
});
