export { assertNoLeak } from "./assert-no-leak.ts";
