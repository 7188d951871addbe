import { type IncomingHttpHeaders, request } from "node:http";

/** A request as it goes over the wire; `fetch` would put paths in order, and join headers. */
export interface SentRequest {
  readonly method?: string;
  readonly path?: string;
  /** Names and values in turn, so that a name can occur twice. */
  readonly headers?: readonly string[];
  readonly body?: string | Buffer;
}

/** The answer to a request, its header lines not joined. */
export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** Sends a request to the server of a URL, whose own path comes first. */
export function send(url: string, sent: SentRequest = {}): Promise<Answer> {
  const { method = "GET", path = "", headers = [], body = "" } = sent;
  const { hostname, port, host, pathname } = new URL(url);
  const own = headers.some((name, index) => index % 2 === 0 && name.toLowerCase() === "host")
    ? []
    : ["Host", host];
  const length = body.length === 0 ? [] : ["Content-Length", String(Buffer.byteLength(body))];
  return new Promise((resolve, reject) => {
    const target = pathname === "/" ? path || "/" : pathname + path;
    request(
      { hostname, port, method, path: target, headers: [...own, ...length, ...headers] },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const { statusCode: status, headers, rawHeaders } = response;
          resolve({ status, headers, rawHeaders, body: Buffer.concat(chunks) });
        });
      },
    )
      .on("error", reject)
      .end(body);
  });
}
