/** A request of the stand-in for AWS's addon to the Runtime API. */
export type RequestHead =
  | { readonly type: "next"; readonly bodyLength: 0 }
  | { readonly type: "response" | "error"; readonly requestId: string; readonly bodyLength: number };

const INVOCATION = "/2018-06-01/runtime/invocation/";
const NEXT = /^GET \/2018-06-01\/runtime\/invocation\/next HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\n\r\n$/;
const POST =
  /^POST \/2018-06-01\/runtime\/invocation\/([^/ ]+)\/(response|error) HTTP\/1\.1\r\nhost: 127\.0\.0\.1:\d+\r\ncontent-type: application\/json\r\n(?:lambda-runtime-function-xray-error-cause: [^\r\n]*\r\n)?content-length: (\d+)\r\n\r\n$/;

/** Asks for the next event. */
export function writeNext(host: string): string {
  return `GET ${INVOCATION}next HTTP/1.1\r\nhost: ${host}\r\n\r\n`;
}

/** The headers of a post that differ from one to the next. */
export interface PostOptions {
  /** In bytes. */
  readonly bodyLength: number;
  /** Left out where it is empty. */
  readonly xrayCause: string;
}

/** Announces a result or an error; `path` is the request's id and which of the two. */
export function writePost(host: string, path: string, { bodyLength, xrayCause }: PostOptions): string {
  // curl, which the addon uses, leaves a header without a value out.
  const cause = xrayCause === "" ? "" : `lambda-runtime-function-xray-error-cause: ${xrayCause}\r\n`;
  return `POST ${INVOCATION}${path} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\n${cause}content-length: ${bodyLength}\r\n\r\n`;
}

/** Reads what the above write, letter for letter; undefined where a request is written in any other way. */
export function readRequestHead(text: string): RequestHead | undefined {
  if (NEXT.test(text)) return { type: "next", bodyLength: 0 };
  const [, requestId, kind, length] = POST.exec(text) ?? [];
  if (requestId === undefined) return undefined;
  return { type: kind === "error" ? "error" : "response", requestId, bodyLength: Number(length) };
}
