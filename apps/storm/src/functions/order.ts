/** The way in which a function ends. */
export type Fate =
  /** The orders function does its work. */
  | "work"
  /** It does its work and throws a TypeError. */
  | "bug"
  /** The process ends, before the work or after it. */
  | "exit"
  | "exit after"
  | "kill"
  /** It never ends: it waits, with a timer or without one. */
  | "hang"
  | "forget"
  /** It returns what cannot be sent. */
  | "too large"
  | "unwritable"
  /** It ends, and leaves a rejection behind. */
  | "late rejection"
  /** Over HTTP: it does its work and answers with a redirect, or in the words of its gateway. */
  | "redirect"
  | "words of the gateway"
  /** As a stream: it fails when half is written. */
  | "half";

/** The order that a call of the storm gives to its function: a part of the event. */
export interface Order {
  /** The id of the call. */
  readonly id: string;
  readonly fate: Fate;
  /** The address of a redirect. */
  readonly location?: string | undefined;
}

/** Reads the order out of an event, of a record, or of an HTTP request. */
export function orderOf(event: unknown): Order {
  const { storm, queryStringParameters, body, kinesis, dynamodb } = event as SeveralEvents;
  if (storm !== undefined) return storm;
  // The place that a redirect leads to gets the id alone.
  if (queryStringParameters?.id !== undefined) return { id: queryStringParameters.id, fate: "work" };
  if (kinesis !== undefined) return orderOf(JSON.parse(Buffer.from(kinesis.data, "base64").toString()));
  if (dynamodb !== undefined) return JSON.parse(dynamodb.NewImage.storm.S);
  return orderOf(JSON.parse(body ?? "{}"));
}

/** The members of all events of the storm. */
interface SeveralEvents {
  readonly storm?: Order;
  readonly queryStringParameters?: { readonly id?: string } | null;
  readonly body?: string | null;
  readonly kinesis?: { readonly data: string };
  readonly dynamodb?: { readonly NewImage: { readonly storm: { readonly S: string } } };
}
