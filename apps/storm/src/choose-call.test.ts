import { expect, test } from "vitest";
import { chooseCall } from "./choose-call.ts";

const choose = (seed: number) => Array.from({ length: 5000 }, (_, number) => chooseCall(seed, number));

test("the same seed chooses the same calls, whatever came before", () => {
  const calls = choose(7);
  expect(choose(7)).toEqual(calls);
  expect(chooseCall(7, 4999)).toEqual(calls[4999]);
  expect(choose(8)).not.toEqual(calls);
});

test("five thousand calls have every way, client, kind of retries and end", () => {
  const calls = choose(7);
  const count = (choice: (call: ReturnType<typeof chooseCall>) => unknown) => new Set(calls.map(choice)).size;
  expect([
    count(({ way }) => way),
    count(({ client }) => client),
    count(({ retry }) => retry),
    count(({ order }) => order.fate),
  ]).toEqual([10, 7, 5, 13]);
});
