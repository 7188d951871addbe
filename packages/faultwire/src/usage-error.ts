/** A command that cannot be carried out as it was written; the message says what to do. */
export class UsageError extends Error {}
