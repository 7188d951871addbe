/** The platform's messages begin with the id; further in, a message quotes that of another invocation. */
const IN_PLATFORM_TEXT =
  /^(?:RequestId: |\S+[ \t])([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?: Error: |[ \t]Task timed out\b| Process exited\b)/;

/** Finds the request id that the platform writes at the beginning of its own messages. */
export function requestIdIn(message: string | undefined): string | undefined {
  return message?.match(IN_PLATFORM_TEXT)?.[1];
}
