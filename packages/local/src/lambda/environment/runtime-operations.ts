/** An event on its way to the runtime. */
export interface RuntimeEvent {
  readonly requestId: string;
  readonly payload: Buffer;
  /** The headers of the answer to `next`, without the request id. */
  readonly headers: Readonly<Record<string, string>>;
  /** Gets the pieces of a streamed answer, or an empty one if there are none, with the type that the runtime gave it. */
  readonly onChunk?: ((chunk: Buffer, contentType: string) => void) | undefined;
}

/** Gets the event that a runtime has asked for. */
export type EventReceiver = (event: RuntimeEvent) => void;

/** The result of an event, as the runtime posts it. */
export interface RuntimeResult {
  readonly type: "response" | "error";
  readonly requestId: string;
  readonly body: Buffer;
  /** Whether its pieces have been passed on already. */
  readonly streamed: boolean;
}

/** The answer to a post of the runtime. */
export interface Acknowledgement {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

/** The operations of the Runtime API, independent of how its requests are read. */
export interface RuntimeOperations {
  /** `deliver` sends the event once there is one. The returned function withdraws the question. */
  next(deliver: EventReceiver): () => void;
  answer(answer: RuntimeResult): Acknowledgement;
  initError(body: Buffer, errorType: string | undefined): Acknowledgement;
  /** Returns the listener for the pieces of a streamed result. */
  chunkListener(requestId: string): RuntimeEvent["onChunk"];
}

/** The headers that an event comes with. */
export function eventHeaders({ requestId, payload, headers }: RuntimeEvent): Record<string, string | number> {
  return {
    ...headers,
    "content-type": "application/json",
    "content-length": payload.length,
    "lambda-runtime-aws-request-id": requestId,
  };
}
