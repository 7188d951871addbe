import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { bytesIn } from "./bytes.ts";

const shared = new SharedArrayBuffer(2);
new Uint8Array(shared).set([0, 255]);

test.each<[string, unknown]>([
  ["a view of a part of a buffer", new Uint8Array([9, 0, 255, 9]).subarray(1, 3)],
  ["a DataView", new DataView(new Uint8Array([0, 255]).buffer)],
  ["a buffer", new Uint8Array([0, 255]).buffer],
  ["a shared buffer", shared],
  ["a buffer of another realm", runInNewContext("Uint8Array.of(0, 255).buffer")],
  ["what JSON makes of a Uint8Array", { 0: 0, 1: 255 }],
  ["what JSON makes of a Buffer", { type: "Buffer", data: [0, 255] }],
])("bytes are found in %s", (_title, value) => {
  expect(bytesIn(value)).toEqual(new Uint8Array([0, 255]));
});

test.each<[string, unknown]>([
  ["a text", "ab"],
  ["null", null],
  ["a list", [0, 255]],
  ["an object", { a: 0 }],
  ["an object that begins with another number", { 1: 0 }],
  ["an object with a gap", { 0: 0, 2: 255 }],
  ["an object with further members", { 0: 0, name: 255 }],
  ["an object with numbers above a byte", { 0: 0, 1: 256 }],
  ["an object with numbers below a byte", { 0: -1 }],
  ["an object with fractions", { 0: 0.5 }],
  ["an object with texts of digits", { 0: "1" }],
  ["an object of another type", { type: "buffer", data: [0, 255] }],
])("no bytes are found in %s", (_title, value) => {
  expect(bytesIn(value)).toBeUndefined();
});
