/** A reason why nothing can be read or sent; the message says what to do. */
export class CannotRedrive extends Error {}

/** Words an exception for people: its name and its message, in one line. */
export function textOfException(exception: unknown): string {
  if (!(exception instanceof Error)) return String(exception);
  const { name, message } = exception;
  return `${name}: ${message.replace(/\s+/g, " ")}`;
}
