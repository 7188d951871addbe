export type { OperationErrorClass } from "./carry-fault.ts";
export { type RetryDecision, type RetryStrategy, retryFaults } from "./retry-faults.ts";
export {
  type DurableHandler,
  type DurableSdk,
  type DurableWrapper,
  wrapDurable,
} from "./wrap-durable.ts";
