import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { decodeLogSubscription } from "./log-subscription.ts";

const record = {
  messageType: "DATA_MESSAGE",
  logGroup: "/aws/lambda/f",
  logStream: "s",
  logEvents: [{ id: "1", timestamp: 1, message: "hello" }],
};
const packText = (text: string) => ({ awslogs: { data: gzipSync(text).toString("base64") } });
const pack = (value: unknown) => packText(JSON.stringify(value));

test("a subscription's event is opened", async () => {
  const { messageType: _, ...opened } = record;
  expect(await decodeLogSubscription(pack(record))).toEqual(opened);
});

test("characters of several bytes come through whole, however the content is split", async () => {
  const message = `x${"é語😀".repeat(20_000)}`;
  const long = { ...record, logEvents: [{ id: "1", timestamp: 1, message }] };
  expect((await decodeLogSubscription(pack(long)))?.logEvents[0]?.message).toBe(message);
});

test("an entry without a text or a time is left out, and names may be missing", async () => {
  const strange = [null, 7, {}, { message: "m" }, { timestamp: 1 }, { message: 7, timestamp: 1 }];
  const { logGroup: _, logStream: __, ...unnamed } = record;
  expect(
    await decodeLogSubscription(pack({ ...unnamed, logEvents: [...strange, ...record.logEvents] })),
  ).toEqual({
    ...{ logGroup: "", logStream: "", logEvents: record.logEvents },
  });
});

test.each<[string, unknown]>([
  ["nothing", undefined],
  ["another event", {}],
  ["an event without data", { awslogs: {} }],
  ["data that is not base64", { awslogs: { data: "no gzip!" } }],
  ["data that is not gzip", { awslogs: { data: btoa("no gzip") } }],
  ["data that throws", { awslogs: { data: JSON.parse('{"toString":1,"valueOf":1}') } }],
  ["the message that checks the subscription", pack({ ...record, messageType: "CONTROL_MESSAGE" })],
  ["a content without lines", pack({ ...record, logEvents: "none" })],
  ["a content of another kind", pack(7)],
])("%s is not opened", async (_what, event) => {
  expect(await decodeLogSubscription(event)).toBeUndefined();
});

test("a content of 64 MiB is opened, and a longer one is not: a hostile one grows without an end", async () => {
  const json = JSON.stringify(record);
  const padded = (bytes: number) => packText(json.padEnd(bytes));
  expect(await decodeLogSubscription(padded(67_108_864))).toMatchObject({ logStream: "s" });
  expect(await decodeLogSubscription(padded(67_108_865))).toBeUndefined();
});
