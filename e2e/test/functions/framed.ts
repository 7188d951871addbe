import type { Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { deadline, wrapStreamHandler } from "@faultwire/handler";
import { Cut, Rows } from "./stream-faults.ts";

interface Request {
  readonly queryStringParameters: {
    readonly type?: string;
    readonly does?: keyof typeof acts;
    readonly text?: string;
  };
}

const row = (type: string, value: unknown, id: number) =>
  type.startsWith("text/") ? `id: ${id}\ndata: ${JSON.stringify(value)}\n\n` : `${JSON.stringify(value)}\n`;
const cut = (text: string) => new Cut({ row: 7, text }, { retryAfter: 5, cause: new Error("secret") });

/** The beginnings and ends of a stream of rows. */
const acts = {
  ends: (stream: Writable, type: string) => void stream.write(row(type, "row 2", 2)),
  fails: (_: Writable, _type: string, text: string) => {
    throw cut(text);
  },
  "fails in the middle of a character": (stream: Writable, type: string, text: string) => {
    const next = Buffer.from(row(type, "é", 2));
    stream.write(next.subarray(0, next.indexOf(0xc3) + 1));
    throw cut(text);
  },
  "fails with what is not declared": () => {
    throw Object.assign(new Error("secret"), { name: "Secret" });
  },
  "fails while it still writes": async (stream: Writable, type: string, text: string) => {
    setInterval(() => stream.write(row(type, "late", 3)), 1).unref();
    throw cut(text);
  },
  hangs: () => new Promise<never>(() => undefined),
  "is destroyed": (stream: Writable, _: string, text: string) => void stream.destroy(cut(text)),
  "writes what a user wrote": (stream: Writable, _: string, text: string) => void stream.write(text),
  "writes what a user wrote, and fails": (stream: Writable, _: string, text: string) => {
    stream.write(text);
    throw cut("t");
  },
  exits: async (stream: Writable, type: string) => {
    // Bytes that have not left when the process ends are lost.
    await new Promise<void>((resolve) => stream.write(row(type, "row 2", 2), () => resolve()));
    process.exit(1);
  },
};

/** Streams a row, and does as the query says. The status and headers are those of `HttpResponseStream.from()`. */
export const handler = wrapStreamHandler(
  async ({ queryStringParameters }: Request, stream: Writable) => {
    const { type = "", does = "ends", text = "t" } = queryStringParameters;
    const metadata = {
      statusCode: 201,
      headers: { "content-type": type, "X-Own": "kept" },
      cookies: ["a=b"],
    };
    const response = awslambda.HttpResponseStream.from(stream as never, metadata) as unknown as Writable;
    response.write(row(type, "row 1", 1));
    await acts[does](response, type, text);
  },
  { throws: Rows, guards: [deadline({ before: 1500 })] },
);

/** Writes a type and no metadata: the status is 200. */
export const bare = wrapStreamHandler(
  async ({ queryStringParameters: { type = "" } }: Request, stream: Writable) => {
    // The runtime's stream has it, which Node.js' has not.
    (stream as unknown as { setContentType(type: string): void }).setContentType(type);
    stream.write(row(type, "row 1", 1));
    throw cut("t");
  },
  { throws: Rows },
);

/** Streams what a frame would damage: compressed bytes, and a body with a length. */
export const closed = wrapStreamHandler(
  async ({ queryStringParameters: { type = "", text = "" } }: Request, stream: Writable) => {
    const body = text === "gzip" ? gzipSync(row(type, "row 1", 1)) : row(type, "row 1", 1);
    const more = text === "gzip" ? { "Content-Encoding": "gzip" } : { "Content-Length": "1000" };
    const metadata = { statusCode: 200, headers: { "Content-Type": type, ...more } };
    const response = awslambda.HttpResponseStream.from(stream as never, metadata) as unknown as Writable;
    response.write(body);
    throw cut("t");
  },
  { throws: Rows },
);
