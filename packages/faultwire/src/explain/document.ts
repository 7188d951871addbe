/** One part of an input that may report an error: a JSON document, an HTTP response, a record of a log. */
export interface Document {
  /** A text, an object or an Error, as `parse` reads it. */
  readonly value: unknown;
  /** The place in the input, for people: `line 12`, `response 2`, `events[3]`; empty for the whole input. */
  readonly place: string;
}
