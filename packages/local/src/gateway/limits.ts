/** API Gateway's limit for the request line and all header values together, in bytes. */
export const MAX_HEAD_BYTES = 10_240;
/** The longest that a function can run. */
export const LONGEST_TIMEOUT_MS = 900_000;
