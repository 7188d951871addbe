import { expect, test } from "vitest";
import { randomNumbers } from "./random.ts";

const firsts = Array.from({ length: 10_000 }, (_, index) => randomNumbers(1, `order-${index}`)());

test("numbers of neighbouring texts are spread evenly from 0 up to 1", () => {
  const tenths = Array.from(
    { length: 10 },
    (_, tenth) => firsts.filter((number) => Math.floor(number * 10) === tenth).length,
  );
  expect(Math.min(...tenths)).toBeGreaterThan(850);
  expect(Math.max(...tenths)).toBeLessThan(1150);
});

test("the same seed and text give the same numbers, another of either others", () => {
  const [one, again, otherSeed, otherText] = [
    randomNumbers(1, "a"),
    randomNumbers(1, "a"),
    randomNumbers(2, "a"),
    randomNumbers(1, "b"),
  ].map((next) => [next(), next(), next()]);
  expect(again).toEqual(one);
  expect(otherSeed).not.toEqual(one);
  expect(otherText).not.toEqual(one);
});
