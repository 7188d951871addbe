import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** X-Ray, CloudWatch Logs and S3 on this machine, as far as the app uses them: they speak the SDK's protocols. */
export interface LoopbackServices extends AsyncDisposable {
  /** The environment by which the SDK in a function finds them. */
  readonly environment: Readonly<Record<string, string>>;
  /** The documents of segments, by trace id. */
  readonly traces: Map<string, object[]>;
  /** The events of log streams, by name. */
  readonly logStreams: Map<string, readonly { readonly timestamp: number; readonly message: string }[]>;
  /** The objects of the bucket, by key. */
  readonly objects: Map<string, string>;
}

/** Events of a page of GetLogEvents, so that a stream has several. */
const PAGE = 4;
const JSON_RPC = "application/x-amz-json-1.1";

/** Starts the services on one port of the loopback interface. */
export async function startLoopbackServices(bucket: string): Promise<LoopbackServices> {
  const services = { traces: new Map(), logStreams: new Map(), objects: new Map() } satisfies Pick<
    LoopbackServices,
    "traces" | "logStreams" | "objects"
  >;
  const server = createServer(async (request, response) => {
    const answer = await answerRequest(request, services, bucket);
    response.writeHead(answer === undefined ? 404 : 200, { "content-type": JSON_RPC });
    response.end(answer);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A server that listens on a port has an address with one.
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const names = ["AWS_ENDPOINT_URL_XRAY", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS", "AWS_ENDPOINT_URL_S3"];
  return {
    ...services,
    environment: {
      BUCKET: bucket,
      TRACE_WAIT_MS: "10",
      ...Object.fromEntries(names.map((name) => [name, url])),
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function answerRequest(
  request: IncomingMessage,
  { traces, logStreams, objects }: Pick<LoopbackServices, "traces" | "logStreams" | "objects">,
  bucket: string,
): Promise<string | undefined> {
  const body = await text(request);
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (request.method === "PUT" && pathname.startsWith(`/${bucket}/`)) {
    objects.set(decodeURIComponent(pathname.slice(bucket.length + 2)), body);
    return "";
  }
  if (pathname === "/Traces") {
    const { TraceIds } = JSON.parse(body);
    return JSON.stringify({ Traces: TraceIds.flatMap((id: string) => traceOf(id, traces.get(id))) });
  }
  if (request.headers["x-amz-target"] === "Logs_20140328.GetLogEvents") {
    const { logStreamName, nextToken = "f/0" } = JSON.parse(body);
    const start = Number(nextToken.slice(2));
    const events = (logStreams.get(logStreamName) ?? []).slice(start, start + PAGE);
    return JSON.stringify({ events, nextForwardToken: `f/${start + events.length}` });
  }
  return undefined;
}

function traceOf(id: string, segments: readonly object[] | undefined): object[] {
  if (segments === undefined) return [];
  const Segments = segments.map((segment, index) => ({
    Id: String(index),
    Document: JSON.stringify(segment),
  }));
  return [{ Id: id, Duration: 1, LimitExceeded: false, Segments }];
}
