import fc from "fast-check";
import { expect, test } from "vitest";
import { parseCutJson } from "./cut-json.ts";

test.each([
  ['{"errorType":"A","errorMessage":"half a mess', { errorType: "A", errorMessage: "half a mess" }],
  ['{"errorMessage": "a \\"quoted\\", \\u00', { errorMessage: 'a "quoted", ' }],
  ['{"errorMessage":"backslash \\\\', { errorMessage: "backslash \\" }],
  ['{"errorMessage":"m","errorTy', { errorMessage: "m" }],
  ['{"errorMessage":"m","errorType":', { errorMessage: "m" }],
  ['{"a":"m", "stackTrace": ["one, [two]", "thr', { a: "m", stackTrace: ["one, [two]"] }],
  [
    '{"a":"m","cause":{"a":"n","stackTrace":["x","y"],"b',
    { a: "m", cause: { a: "n", stackTrace: ["x", "y"] } },
  ],
  ['{"stackTrace":[["f",1,"g","h"],["f",2', { stackTrace: [["f", 1, "g", "h"], ["f"]] }],
  ["{", undefined],
  ["no JSON", undefined],
  ['a sentence with "a quote', undefined],
])("%s", (cut, left) => {
  expect(parseCutJson(cut)).toEqual(left);
});

test("whatever is cut wherever, the members before it are kept", () => {
  const object = fc.record({ first: fc.string(), second: fc.jsonValue() });
  fc.assert(
    fc.property(object, fc.nat(), (value, at) => {
      const json = JSON.stringify({ ...value, last: "" });
      const least = JSON.stringify({ first: value.first }).length;
      const cut = json.slice(0, least + (at % (json.length - least)));
      expect(parseCutJson(cut)).toMatchObject({ first: value.first });
    }),
  );
});

test("a hostile one takes no longer than its length", () => {
  const deep = `${'{"a":['.repeat(100_000)}${"[1],".repeat(500_000)}"`;
  expect(() => parseCutJson(deep)).not.toThrow();
});
