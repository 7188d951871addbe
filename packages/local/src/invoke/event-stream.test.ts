import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { invokeComplete, payloadChunk } from "./event-stream.ts";

test("a message has its lengths, the checksum of both, and the checksum of all, as the encoding says", () => {
  const message = payloadChunk(Buffer.from("hello"));
  const headersLength = message.readUInt32BE(4);
  expect(message.readUInt32BE(0)).toBe(message.length);
  expect(message.readUInt32BE(8)).toBe(crc32(message.subarray(0, 8)));
  expect(message.readUInt32BE(message.length - 4)).toBe(crc32(message.subarray(0, -4)));
  expect(message.subarray(12 + headersLength, -4).toString()).toBe("hello");
  expect(message.subarray(12, 12 + 12 + 3 + 12).toString("latin1")).toBe(
    "\u000b:event-type\u0007\u0000\u000cPayloadChunk",
  );
});

test("the end of a success has no members", () => {
  expect(invokeComplete({ ErrorCode: undefined }).subarray(-6, -4).toString()).toBe("{}");
});
