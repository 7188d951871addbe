const IN_PLATFORM_TEXT =
  /\bRequestId: ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b|\b([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}) Task timed out\b/;

/** Finds the request id that the platform writes into its own messages. */
export function requestIdIn(message = ""): string | undefined {
  const [, exact, old] = IN_PLATFORM_TEXT.exec(message) ?? [];
  return exact ?? old;
}
