import {
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  type InvokeWithResponseStreamCompleteEvent,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import { local } from "@faultwire/local";
import { sourceEnvironment } from "../../../source-environment.ts";

/** An answer over HTTP, without what differs from request to request. */
interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The functions of a test under AWS's runtime client, behind an HTTP API at their names and at `/rest/<name>`. */
export interface Deployed extends AsyncDisposable {
  invoke(name: string, event: unknown): Promise<{ error?: string; payload: unknown; log: string }>;
  /** Invokes a streaming function; `error` is the JSON of the error that the stream ends with. */
  stream(name: string, event: unknown): Promise<{ text: string; error: unknown; log: string }>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<HttpAnswer>;
}

const OF_THE_TRANSPORT = ["connection", "date", "keep-alive", "apigw-requestid", "content-length"];

export async function deploy(
  functions: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
  more: { readonly timeout?: number; readonly runtime?: "nodejs22.x" } = {},
): Promise<Deployed> {
  const environment = { ...sourceEnvironment, ...variables };
  const names = Object.keys(functions);
  const lambda = await local({
    root: `${import.meta.dirname}/functions`,
    functions: Object.fromEntries(
      names.map((name) => [name, { handler: `${functions[name]}`, environment, ...more }]),
    ),
    apis: {
      http: { type: "http", routes: Object.fromEntries(names.map((name) => [`ANY /${name}`, name])) },
      rest: { type: "rest", routes: Object.fromEntries(names.map((name) => [`ANY /${name}`, name])) },
    },
  });
  const client = new LambdaClient(lambda.client);
  return {
    async invoke(name, event) {
      const command = new InvokeCommand({
        FunctionName: name,
        Payload: JSON.stringify(event),
        LogType: "Tail",
      });
      const { FunctionError, Payload, LogResult = "" } = await client.send(command);
      const log = Buffer.from(LogResult, "base64").toString();
      const payload = JSON.parse(Payload?.transformToString() ?? "null");
      return { ...(FunctionError && { error: FunctionError }), payload, log };
    },
    async stream(name, event) {
      const command = new InvokeWithResponseStreamCommand({
        FunctionName: name,
        Payload: JSON.stringify(event),
        LogType: "Tail",
      });
      const { EventStream = [] } = await client.send(command);
      const chunks: Uint8Array[] = [];
      let end: InvokeWithResponseStreamCompleteEvent = {};
      for await (const { PayloadChunk, InvokeComplete } of EventStream) {
        if (PayloadChunk?.Payload) chunks.push(PayloadChunk.Payload);
        end = InvokeComplete ?? end;
      }
      const { ErrorDetails, LogResult = "" } = end;
      return {
        text: Buffer.concat(chunks).toString(),
        error: ErrorDetails === undefined ? undefined : JSON.parse(ErrorDetails),
        log: Buffer.from(LogResult, "base64").toString(),
      };
    },
    async post(path, body, headers = { "Content-Type": "application/json" }) {
      const [, api = "", name = ""] = path.split("/");
      const response = await fetch(lambda.url(api, `/${name}`), {
        method: "POST",
        headers,
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
      const kept = [...response.headers].filter(([header]) => !/^x-amz(?!n-errortype)/.test(header));
      return {
        status: response.status,
        headers: Object.fromEntries(kept.filter(([header]) => !OF_THE_TRANSPORT.includes(header))),
        body: withoutRequestId(await response.text()),
      };
    },
    async [Symbol.asyncDispose]() {
      client.destroy();
      await lambda[Symbol.asyncDispose]();
    },
  };
}

function withoutRequestId(text: string): unknown {
  try {
    const { requestId, ...body } = JSON.parse(text);
    return { ...body, requestId: typeof requestId };
  } catch {
    return text;
  }
}
