import { type TestAPI, test } from "vitest";
import { type Local, local } from "./local.ts";
import type { LocalOptions } from "./local-options.ts";

/**
 * Makes a `test` whose tests get a running service as `lambda`. It is started for the first test of a file that
 * asks for it, shared by the file's tests, and closed after the last.
 *
 * @example
 * const test = localTest({ functions: { orders: "dist/orders.handler" } });
 * test("an order is found", async ({ lambda }) => {
 *   const client = new LambdaClient(lambda.client);
 * });
 */
export function localTest(options: LocalOptions): TestAPI<{ lambda: Local }> {
  return test.extend<{ lambda: Local }>({
    lambda: [
      // biome-ignore lint/correctness/noEmptyPattern: vitest reads the fixture's dependencies from the pattern
      async ({}, use) => {
        const lambda = await local(options);
        try {
          await use(lambda);
        } finally {
          await lambda.close();
        }
      },
      { scope: "file" },
    ],
  });
}
