import { expect, test } from "vitest";
import { VirtualClock } from "./virtual-clock.ts";

test("what is due is done in the order of time, and what follows from it too", async () => {
  const clock = new VirtualClock();
  const start = clock.now.getTime();
  const done: [string, number][] = [];
  const note = (what: string) => done.push([what, clock.now.getTime() - start]);
  clock.at(start + 3000, () => note("third"));
  clock.at(start + 1000, () => {
    note("first");
    clock.do(async () => {
      await new Promise((resolve) => setImmediate(resolve));
      clock.at(start + 2000, () => note("second"));
    });
  });
  clock.at(start + 60_001, () => note("never"));
  await clock.advance({ minutes: 1 });
  expect(done).toEqual([
    ["first", 1000],
    ["second", 2000],
    ["third", 3000],
  ]);
  expect(clock.now.getTime() - start).toBe(60_000);
});

test("what is due at the same time begins together", async () => {
  const clock = new VirtualClock();
  const done: string[] = [];
  for (const name of ["a", "b"])
    clock.at(clock.now.getTime() + 1000, () => {
      done.push(`${name} begins`);
      clock.do(async () => {
        await Promise.resolve();
        done.push(`${name} ends`);
      });
    });
  await clock.advance({ seconds: 1 });
  expect(done).toEqual(["a begins", "b begins", "a ends", "b ends"]);
});

test("calls of advance follow each other", async () => {
  const clock = new VirtualClock();
  const start = clock.now.getTime();
  await Promise.all([clock.advance({ seconds: 30 }), clock.advance({ hours: 1, minutes: 1, seconds: 1 })]);
  expect(clock.now.getTime() - start).toBe(3_691_000);
});

test("a clock that was closed does nothing more", async () => {
  const clock = new VirtualClock();
  const refuse = () => {
    throw new Error("called");
  };
  clock.at(clock.now.getTime() + 1000, refuse);
  clock.close();
  clock.at(clock.now.getTime() + 1000, refuse);
  clock.do(refuse);
  await clock.advance({ seconds: 2 });
  await clock.settled();
});

test.each([{ minutes: -1 }, { seconds: Number.NaN }, { hours: Infinity }, { days: 1 }, 60, "60", null])(
  "refuses to advance by %o",
  (duration) => {
    // As a program without types may call it.
    expect(() => new VirtualClock().advance(duration as never)).toThrow(
      "clock.advance: a duration is { hours, minutes, seconds }, from 0",
    );
  },
);
