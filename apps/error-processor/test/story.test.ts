import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

test("the story runs to its end, and every delivery is handled by the type of its faults", () => {
  const output = execFileSync(process.execPath, [`${import.meta.dirname}/../dist/story.js`], {
    encoding: "utf8",
  });
  expect(output).toMatch(/\n5 of 5 deliveries were handled as expected\.\n$/);
  expect(output).toMatch(/count +PaymentPending +o-2 until 2026-11-22T09:30:00\.000Z\n/);
  expect(output).toMatch(
    /ticket +SyntaxError +Unexpected end of JSON input in findOrder of get-order\.mjs\n/,
  );
  expect(output).toMatch(
    /ticket +SyntaxError +Unexpected end of JSON input in findOrder of cancel-order\.mjs\n/,
  );
  expect(output).toMatch(/alert +Sandbox\.Timedout +the platform ended it, its code has started\n/);
  expect(output).toMatch(/alert +OutOfStock +order more of lamp, 3 left\n/);
  expect(output).toMatch(/alert +CardDeclined +0000 is blocked\n/);
});
