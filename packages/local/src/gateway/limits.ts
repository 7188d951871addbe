/** API Gateway's limit for the request line and all header values together, in bytes. */
export const MAX_HEAD_BYTES = 10_240;
