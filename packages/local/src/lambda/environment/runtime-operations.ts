/** An event on its way to the runtime. */
export interface RuntimeEvent {
  readonly requestId: string;
  readonly payload: Buffer;
  /** The headers of the answer to `next`, without the request id. */
  readonly headers: Readonly<Record<string, string>>;
  /** Gets the pieces of a streamed answer. */
  readonly onChunk?: ((chunk: Buffer) => void) | undefined;
}

/** What the runtime makes of an event. */
export interface RuntimeResult {
  readonly type: "response" | "error";
  readonly requestId: string;
  readonly body: Buffer;
  /** Whether its pieces have been passed on already. */
  readonly streamed: boolean;
}

/** What the runtime hears of what it posted. */
export interface Acknowledgement {
  readonly status: number;
  /** JSON. */
  readonly body: string;
}

/** What the Runtime API does, however its requests are read. */
export interface RuntimeOperations {
  /** `deliver` sends the event once there is one. */
  next(deliver: (event: RuntimeEvent) => void): void;
  answer(answer: RuntimeResult): Acknowledgement;
  initError(body: Buffer, errorType: string | undefined): Acknowledgement;
  /** Where the pieces of a streamed answer go. */
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
