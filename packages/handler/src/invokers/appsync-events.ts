/** The event of a function that a channel namespace of AppSync Events calls. */
export interface AppSyncEventsRequest {
  readonly info: {
    readonly channel: { readonly path: string; readonly segments: readonly string[] };
    readonly channelNamespace: { readonly name: string };
    readonly operation: "PUBLISH" | "SUBSCRIBE";
  };
  /** The identity of the client, by its way of authorization; null for an API key. */
  readonly identity: Readonly<Record<string, unknown>> | null;
  readonly request: {
    readonly headers: Readonly<Record<string, string>>;
    readonly domainName: string | null;
  };
  /** The events that are published, up to 5; null for a subscription. */
  readonly events: readonly { readonly id: string; readonly payload: unknown }[] | null;
}

/** The answer of such a function: what is broadcast, or the error of a subscription; null accepts one. */
export type AppSyncEventsAnswer<Value> =
  | { readonly events: readonly AppSyncEventAnswer<Value>[] }
  | { readonly error: string }
  | null;

/** The answer to one event: its payload, or the error that its publisher gets. */
export type AppSyncEventAnswer<Value> =
  | { readonly id: string; readonly payload: Value }
  | { readonly id: string; readonly error: string };
