import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";

test("the story runs to its end, and every situation ends as expected", () => {
  const output = execFileSync(process.execPath, [`${import.meta.dirname}/../dist/story.js`], {
    encoding: "utf8",
  });
  expect(output).toMatch(/\n12 of 12 situations ended as expected\.\n$/);
  expect(output).toMatch(/caught here\s+PaymentPending: .*until: 2026-11-22T09:30:00\.000Z/);
  expect(output).toMatch(/execution is "none"; really ran: 0 of get-lost-order/);
});
