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

test("every random error is stored with its log stream and its trace, which shows the whole chain", () => {
  const output = execFileSync(process.execPath, [`${import.meta.dirname}/../dist/traces-story.js`], {
    encoding: "utf8",
  });
  expect(output).toMatch(/\n3 of 3 errors were stored with their log and their trace\.\n$/);
  expect(output).toContain("The call failed in the trace 1-5759e988-bd862e3fe1be46a994272793.");
  expect(output).toMatch(
    /MaxDepthReached in the request [\da-f-]{36}\n( {3}random-error: MaxDepthReached\n){3}/,
  );
});
