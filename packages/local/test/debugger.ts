/** A client of Node.js's inspector, as debuggers are. */
export interface DebuggerClient extends AsyncDisposable {
  send(method: string, parameters?: object): Promise<Record<string, unknown>>;
  /** Resolves when the process has stopped. */
  paused(): Promise<Paused>;
}

interface Paused {
  readonly callFrames: readonly { readonly callFrameId: string; readonly functionName: string }[];
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params: Paused;
  readonly result?: Record<string, unknown>;
  readonly error?: { readonly message: string };
}

/** Attaches to a process. */
export async function attach(url: string): Promise<DebuggerClient> {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  const replies = new Map<number, (message: Message) => void>();
  const stops: Paused[] = [];
  let onPaused: () => void = () => undefined;
  let count = 0;
  socket.addEventListener("message", ({ data }) => {
    const message: Message = JSON.parse(String(data));
    if (message.id !== undefined) replies.get(message.id)?.(message);
    if (message.method === "Debugger.paused") {
      stops.push(message.params);
      onPaused();
    }
  });
  return {
    send: (method, params = {}) => {
      count += 1;
      const id = count;
      socket.send(JSON.stringify({ id, method, params }));
      return new Promise((resolve, reject) => {
        replies.set(id, ({ result, error }) =>
          result === undefined ? reject(new Error(error?.message)) : resolve(result),
        );
      });
    },
    paused: async () => {
      for (;;) {
        const stop = stops.shift();
        if (stop !== undefined) return stop;
        await new Promise<void>((resolve) => {
          onPaused = resolve;
        });
      }
    },
    [Symbol.asyncDispose]: async () => {
      const closed = new Promise((resolve) => socket.addEventListener("close", resolve));
      socket.close();
      await closed;
    },
  };
}
