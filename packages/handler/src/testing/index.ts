export { assertNoLeak } from "./assert-no-leak.ts";
export { type TestContext, testContext } from "./test-context.ts";
