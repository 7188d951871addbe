import type { IncomingMessage, ServerResponse } from "node:http";
import { KEPT_BYTES } from "./cut.ts";

/** The bytes of a body as far as they are kept, and the size of all of them. */
export interface SeenBody {
  readonly bytes: Buffer;
  readonly size: number;
}

/** An answer as it left this machine's service, also one that broke off. */
export interface SentResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: SeenBody;
  readonly isWhole: boolean;
}

/** Collects the first bytes of a body. */
class BodyCollector implements SeenBody {
  #chunks: Buffer[] = [];
  #kept = 0;
  size = 0;

  add(chunk: unknown, encoding: unknown): void {
    if (typeof chunk === "string") {
      // The cast: writers of texts name their encoding, or none.
      const known = encoding as BufferEncoding;
      this.#keep(Buffer.from(chunk.slice(0, KEPT_BYTES), known), Buffer.byteLength(chunk, known));
    } else if (chunk instanceof Uint8Array) {
      this.#keep(chunk, chunk.length);
    }
  }

  #keep(bytes: Uint8Array, size: number): void {
    this.size += size;
    const room = KEPT_BYTES - this.#kept;
    if (room <= 0) return;
    // A copy: the rest of a large chunk is not to be kept with it.
    this.#chunks.push(Buffer.from(bytes.subarray(0, room)));
    this.#kept += Math.min(room, bytes.length);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

/** Collects what a request brings, beside the one who reads it. */
export function watchRequest(message: IncomingMessage): SeenBody {
  const body = new BodyCollector();
  message.on("data", (chunk: Buffer) => body.add(chunk, undefined));
  return body;
}

/**
 * Collects what is written to a response and passes it on: the answer is what leaves, however it came to be, with cut
 * bodies and reset connections. `onEnd` gets it when the response has ended or its connection is closed.
 */
export function watchResponse(response: ServerResponse, onEnd: (sent: SentResponse) => void): void {
  const body = new BodyCollector();
  const given = new Map<string, string>();
  see(response, "writeHead", (parameters) => {
    for (const [name, value] of headersIn(parameters)) given.set(name.toLowerCase(), String(value));
  });
  see(response, "write", ([chunk, encoding]) => body.add(chunk, encoding));
  see(response, "end", ([chunk, encoding]) => body.add(chunk, encoding));
  response.once("close", () => {
    const set = Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)] as const);
    onEnd({
      status: response.headersSent ? response.statusCode : 0,
      headers: new Map([...set, ...given]),
      body,
      isWhole: response.writableFinished,
    });
  });
}

/** Looks at the parameters of each call of a method, which is then called as it was. */
function see(
  response: ServerResponse,
  method: "writeHead" | "write" | "end",
  look: (parameters: readonly unknown[]) => void,
): void {
  const original = response[method];
  Reflect.set(response, method, (...parameters: unknown[]) => {
    look(parameters);
    return Reflect.apply(original, response, parameters);
  });
}

/** The headers among the parameters of `writeHead`: an object, or a list of names and values by turns. */
function headersIn(parameters: readonly unknown[]): (readonly [string, unknown])[] {
  const headers = parameters.find((each): each is object => typeof each === "object" && each !== null);
  if (headers === undefined) return [];
  if (!Array.isArray(headers)) return Object.entries(headers);
  if (Array.isArray(headers[0])) return headers.map(([name, value]) => [String(name), value]);
  return headers.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), headers[index + 1]] as const] : [],
  );
}
