import { createRequire } from "node:module";
import type { Socket } from "node:net";
import { ReplyReader, type RuntimeReply } from "./reply-reader.ts";
import { writeAll } from "./write-all.ts";

/*
 * Required, as the client does: an import touches every export, and with them unused modules, which takes as long
 * as a tenth of the process's start.
 */
const require = createRequire(import.meta.url);
// The cast: require returns any.
const { createConnection } = require("node:net") as typeof import("node:net");

/** One connection to the Runtime API. It keeps nothing alive by itself. */
export class RuntimeConnection {
  readonly #host: string;
  readonly #port: number;
  readonly #replies = new ReplyReader();
  #socket: Socket | undefined;
  #unsent = "";

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  /** Returns the socket once it is connected. */
  open(): Promise<Socket> {
    if (this.#socket !== undefined) return Promise.resolve(this.#socket);
    return new Promise((resolve, reject) => {
      const connection = createConnection({ host: this.#host, port: this.#port, noDelay: true });
      connection.once("connect", () => {
        this.#socket = connection;
        connection.unref();
        resolve(connection);
      });
      connection.once("error", reject);
      connection.on("data", (chunk) => this.#replies.push(chunk));
      connection.on("close", () => this.#replies.fail(new Error("Failed to get next invocation, error -1")));
    });
  }

  /** Adds a request to what leaves next; resolves with its answer. */
  ask(request: string): Promise<RuntimeReply> {
    this.#unsent += request;
    return this.#replies.take();
  }

  /** Sends what has been asked, past the event loop: the process may exit right after it. */
  flush(): void {
    const text = this.#unsent;
    this.#unsent = "";
    // node:net keeps the descriptor on an undeclared member.
    if (text !== "") writeAll((this.#socket as Socket & { _handle: { fd: number } })._handle.fd, text);
  }
}
