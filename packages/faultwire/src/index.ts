export { explain } from "./explain/explain.ts";
export type { Explanation, RetryAdvice } from "./explain/explanation.ts";
export type { WireName } from "./explain/wire-names.ts";
