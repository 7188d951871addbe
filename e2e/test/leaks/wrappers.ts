import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { PassThrough } from "node:stream";
import {
  type InvokerOptions,
  problemDetails,
  restJson1,
  toLambdaError,
  wrapAppSync,
  wrapAppSyncBatch,
  wrapAppSyncEvents,
  wrapAuthorizer,
  wrapBatch,
  wrapCallback,
  wrapCognito,
  wrapCustomResource,
  wrapEdge,
  wrapHandler,
  wrapS3Batch,
  wrapStreamHandler,
} from "@faultwire/handler";
import { wrapDurable } from "@faultwire/handler/durable";
import { answerFaults as answerExpress } from "@faultwire/handler/express";
import { answerFaults as answerHono, failStream } from "@faultwire/handler/hono";
import { answerFaults as answerMiddy } from "@faultwire/handler/middy";
import { answerFaults as answerPowertools } from "@faultwire/handler/powertools";
import { wrapAgentCoreTool, wrapBedrockAgent, wrapMcpTool } from "@faultwire/handler/tools";
import type { Faults } from "./places.ts";

type Options = InvokerOptions<typeof Faults>;

/** One way in which a thrown value is answered. */
export interface Wrapper {
  /** The export that it is about. */
  readonly of: string;
  /** Runs a handler that throws, and resolves with everything that leaves. A rejection leaves as the runtime posts it. */
  readonly run: (thrown: () => unknown, options: Options) => unknown;
  /** The reason why undeclared errors leave unless they are concealed; without one they never leave. */
  readonly passes?: string;
  /** The reason why the message of a declared fault does not leave. */
  readonly isSilent?: string;
  /** The reason why no option conceals or redacts what is kept. */
  readonly isKept?: string;
}

const context = {
  awsRequestId: "r-1",
  functionName: "f",
  getRemainingTimeInMillis: () => 3000,
} as never;
const request = { headers: {}, body: "{}" };
const webSocket = (eventType: string) => ({ requestContext: { connectionId: "c=", eventType }, body: "{}" });

/** Events that are known by their form, whose answers an end user reads. */
export const PUBLIC = {
  "a REST API": { ...request, resource: "/a", httpMethod: "GET", requestContext: { resourceId: "r" } },
  "an HTTP API": { ...request, version: "2.0", requestContext: { http: { method: "GET" } } },
  "a load balancer": { ...request, httpMethod: "GET", requestContext: { elb: {} } },
  "a load balancer with lists": { httpMethod: "GET", requestContext: { elb: {} }, multiValueHeaders: {} },
  "a WebSocket message": webSocket("MESSAGE"),
  "a WebSocket handshake": webSocket("CONNECT"),
  AppSync: { arguments: {}, info: { fieldName: "a" } },
  "AppSync Events": { info: { channelNamespace: { name: "a" }, operation: "PUBLISH" }, events: [] },
  Cognito: { triggerSource: "PreSignUp_SignUp", userPoolId: "p" },
  "an authorizer": { type: "REQUEST", methodArn: "arn", requestContext: {} },
  CloudFront: { Records: [{ cf: { config: { eventType: "origin-request" } } }] },
} as const;
const HTTP = PUBLIC["an HTTP API"];

const ids = { eventSourceARN: "arn:aws:sqs:a:1:q" };
const RECORDS = {
  SQS: { messageId: "m-1", body: "{}", eventSource: "aws:sqs", ...ids },
  Kinesis: { eventSource: "aws:kinesis", kinesis: { sequenceNumber: "1", data: "e30=" }, ...ids },
  DynamoDB: { eventSource: "aws:dynamodb", dynamodb: { SequenceNumber: "1" }, ...ids },
} as const;

const TRUSTED = "a direct caller has the permission to invoke the function, and gets what Lambda would send";
const LISTED = "the answer lists the records that failed, and nothing else";

/** Throws what is planted, as a handler does. */
const throwing = (thrown: () => unknown) => async () => {
  throw await thrown();
};
/** The error that an adapter gets: frameworks pass on errors alone. */
async function errorOf(thrown: () => unknown): Promise<Error> {
  try {
    throw await thrown();
  } catch (error) {
    return error as Error;
  }
}
const read = async (response: Response) => ({
  status: response.status,
  text: response.statusText,
  headers: [...response.headers],
  body: await response.text(),
});

/** Takes what a wrapper puts into CloudFormation's bucket. */
async function uploaded(use: (url: string) => Promise<unknown>): Promise<unknown> {
  const bodies: string[] = [];
  const server = createServer(async (incoming, response) => {
    bodies.push(JSON.stringify(incoming.headers));
    for await (const chunk of incoming) bodies.push(String(chunk));
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const answer = await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    return { answer, bodies };
  } finally {
    server.close();
  }
}

/** The runtime's stream, and what was written into it. */
function stream() {
  const written: unknown[] = [];
  const sink = new PassThrough().on("data", (chunk) => written.push(String(chunk)));
  const response = Object.assign(sink, { setContentType: (type: string) => void written.push(type) });
  return { response, written };
}

async function streamed(
  event: object,
  thrown: () => unknown,
  options: Options,
  { begun = "", type = "text/plain" } = {},
) {
  const { response, written } = stream();
  const handler = wrapStreamHandler(async (_event: unknown, out) => {
    out.setContentType(type);
    if (begun) out.write(begun);
    throw await thrown();
  }, options);
  const failure = await handler(event as never, response as never, context).then(
    () => undefined,
    (error: Error) => posted(error),
  );
  return { written, failure };
}

/** The members of an error that AWS's runtime posts. */
export function posted(error: unknown): object {
  const { name, message, stack } = Object(error);
  return { name, message, stack };
}

/** The part of the durable SDK's handler that matters here: it stores a step's error, and fails with that of the handler. */
const durable =
  (handler: (event: unknown, context: never) => Promise<unknown>) =>
  async (event: unknown, lambdaContext: object) => {
    const stored: unknown[] = [];
    const step = async (_name: string, run: () => Promise<unknown>) => {
      try {
        return await run();
      } catch (error) {
        const { name, message } = error as Error;
        stored.push({ name, message });
        throw error;
      }
    };
    try {
      return { Status: "SUCCEEDED", Result: await handler(event, { lambdaContext, step } as never) };
    } catch (error) {
      const { name, message } = error as Error;
      return { Status: "FAILED", Error: { ErrorType: name, ErrorMessage: message }, stored };
    }
  };
type DurableContext = { step: (name: string, run: () => Promise<unknown>) => Promise<unknown> };

const over = (event: object, more: object = {}): Wrapper["run"] => {
  return (thrown, options) => wrapHandler(throwing(thrown), { ...options, ...more })(event as never, context);
};

function express(event: object | undefined): Wrapper["run"] {
  return async (thrown, options) => {
    const incoming = Object.assign(
      new IncomingMessage(new Socket()),
      event && { apiGateway: { event, context } },
    );
    const response = new ServerResponse(incoming);
    const ends: unknown[] = [];
    response.end = ((...given: unknown[]) => {
      ends.push(given);
      return response;
    }) as never;
    await answerExpress(options)(await errorOf(thrown), incoming, response, () => undefined);
    return { status: response.statusCode, headers: response.getHeaders(), ends };
  };
}

function hono(event: object | undefined): Wrapper["run"] {
  return async (thrown, options) => {
    const c = {
      env: event && { event, lambdaContext: context },
      req: { raw: new Request("https://shop.example") },
      newResponse: (body: Response["body"], response: Response) => new Response(body, response),
    };
    return read(await answerHono(options)(await errorOf(thrown), c));
  };
}

function middy(event: object): Wrapper["run"] {
  return async (thrown, options) => {
    const given = { event, context: context as object, response: undefined, error: await errorOf(thrown) };
    const answering = answerMiddy(options);
    answering.before(given as never);
    await answering.onError(given as never);
    if (given.response !== undefined) return given.response;
    throw given.error;
  };
}

/** Every wrapper, adapter and event. */
export const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  "wrapHandler, a direct call": { of: "wrapHandler", run: over({}), passes: TRUSTED },
  "wrapHandler, the document wire": {
    of: "wrapHandler",
    run: over({}, { wire: "document" }),
    passes: TRUSTED,
  },
  "wrapHandler, the custom wire": { of: "wrapHandler", run: over({}, { wire: "custom", trace: true }) },
  ...Object.fromEntries(
    Object.entries(PUBLIC).map(([name, event]): [string, Wrapper] => [
      `wrapHandler, ${name}`,
      { of: "wrapHandler", run: over(event) },
    ]),
  ),
  "wrapHandler, problem details": {
    of: "problemDetails",
    run: over(HTTP, { body: problemDetails("https://errors.example/") }),
  },
  "wrapHandler, members of restJson1": { of: "restJson1", run: over(HTTP, { body: restJson1 }) },
  "wrapStreamHandler, a direct call": {
    of: "wrapStreamHandler",
    run: (thrown, options) => streamed({}, thrown, options),
    passes: TRUSTED,
  },
  "wrapStreamHandler, a direct call that has begun": {
    of: "wrapStreamHandler",
    run: (thrown, options) => streamed({}, thrown, options, { begun: "begun" }),
    passes: TRUSTED,
  },
  "wrapStreamHandler, HTTP": {
    of: "wrapStreamHandler",
    run: (thrown, options) => streamed(HTTP, thrown, options),
  },
  "wrapStreamHandler, HTTP that has begun": {
    of: "wrapStreamHandler",
    run: (thrown, options) => streamed(HTTP, thrown, options, { begun: "begun" }),
  },
  "wrapStreamHandler, events that have begun": {
    of: "wrapStreamHandler",
    run: (thrown, options) =>
      streamed(HTTP, thrown, options, { begun: "data: a", type: "text/event-stream" }),
  },
  "wrapStreamHandler, rows that have begun": {
    of: "wrapStreamHandler",
    run: (thrown, options) => streamed(HTTP, thrown, options, { begun: "{}", type: "application/x-ndjson" }),
  },
  ...Object.fromEntries(
    [["a direct call", {}, TRUSTED] as const, ["HTTP", HTTP, undefined] as const].map(
      ([name, event, passes]): [string, Wrapper] => [
        `wrapCallback, ${name}`,
        {
          of: "wrapCallback",
          run: (thrown, options) =>
            wrapCallback((_event: unknown, _context: unknown, callback: (error?: unknown) => void) => {
              Promise.resolve().then(thrown).then(callback, callback);
            }, options)(event as never, context),
          ...(passes && { passes }),
        },
      ],
    ),
  ),
  ...Object.fromEntries(
    Object.entries(RECORDS).map(([name, record]): [string, Wrapper] => [
      `wrapBatch, ${name}`,
      {
        of: "wrapBatch",
        run: (thrown, options) =>
          wrapBatch(throwing(thrown), options)({ Records: [record] } as never, context),
        isSilent: LISTED,
      },
    ]),
  ),
  wrapS3Batch: {
    of: "wrapS3Batch",
    run: (thrown, options) =>
      wrapS3Batch(throwing(thrown), options)(
        { invocationSchemaVersion: "1.0", invocationId: "i", tasks: [{ taskId: "t" }] } as never,
        context,
      ),
    passes: "the report of the job is the only place where its owner reads why a task failed",
  },
  wrapAuthorizer: {
    of: "wrapAuthorizer",
    run: (thrown, options) =>
      wrapAuthorizer(throwing(thrown), options)({ type: "TOKEN", methodArn: "arn" } as never, context),
  },
  "wrapAuthorizer, simple responses": {
    of: "wrapAuthorizer",
    run: (thrown, options) =>
      wrapAuthorizer(throwing(thrown), { ...options, simpleResponses: true })(
        { version: "2.0", type: "REQUEST" } as never,
        context,
      ),
  },
  wrapAppSync: {
    of: "wrapAppSync",
    run: (thrown, options) => wrapAppSync(throwing(thrown), options)({} as never, context),
  },
  wrapAppSyncBatch: {
    of: "wrapAppSyncBatch",
    run: (thrown, options) =>
      wrapAppSyncBatch(throwing(thrown) as never, options)([{}, {}] as never, context),
  },
  wrapAppSyncEvents: {
    of: "wrapAppSyncEvents",
    run: (thrown, options) =>
      wrapAppSyncEvents({ onPublish: throwing(thrown) }, options)(
        { info: { operation: "PUBLISH" }, events: [{ id: "1", payload: {} }] } as never,
        context,
      ),
  },
  "wrapAppSyncEvents, a subscription": {
    of: "wrapAppSyncEvents",
    run: (thrown, options) =>
      wrapAppSyncEvents({ onSubscribe: throwing(thrown) }, options)(
        { info: { operation: "SUBSCRIBE" }, events: null } as never,
        context,
      ),
  },
  wrapCognito: {
    of: "wrapCognito",
    run: (thrown, options) => wrapCognito(throwing(thrown), options)({} as never, context),
  },
  ...Object.fromEntries(
    ["viewer-request", "origin-response"].map((eventType): [string, Wrapper] => [
      `wrapEdge, ${eventType}`,
      {
        of: "wrapEdge",
        run: (thrown, options) =>
          wrapEdge(throwing(thrown), options)(
            { Records: [{ cf: { config: { eventType } } }] } as never,
            context,
          ),
      },
    ]),
  ),
  wrapCustomResource: {
    of: "wrapCustomResource",
    run: (thrown, options) =>
      uploaded((ResponseURL) =>
        wrapCustomResource(throwing(thrown) as never, options)(
          {
            RequestType: "Update",
            PhysicalResourceId: "p",
            StackId: "s",
            RequestId: "r",
            LogicalResourceId: "l",
            ResponseURL,
          } as never,
          context,
        ),
      ),
    passes: "the events of the stack are the only place where its owner reads why a resource failed",
  },
  ...Object.fromEntries(
    [false, true].map((hasOutputSchema): [string, Wrapper] => [
      `wrapMcpTool${hasOutputSchema ? ", with an output schema" : ""}`,
      {
        of: "tools wrapMcpTool",
        run: (thrown, options) => wrapMcpTool(throwing(thrown), { ...options, hasOutputSchema })(),
      },
    ]),
  ),
  wrapAgentCoreTool: {
    of: "tools wrapAgentCoreTool",
    run: (thrown, options) => wrapAgentCoreTool(throwing(thrown), options)({}, context),
  },
  ...Object.fromEntries(
    Object.entries({ functions: { function: "f" }, "an API": { apiPath: "/a", httpMethod: "GET" } }).map(
      ([name, event]): [string, Wrapper] => [
        `wrapBedrockAgent, ${name}`,
        {
          of: "tools wrapBedrockAgent",
          run: (thrown, options) =>
            wrapBedrockAgent(throwing(thrown), options)(
              { messageVersion: "1.0", actionGroup: "a", ...event },
              context,
            ),
        },
      ],
    ),
  ),
  toLambdaError: {
    of: "toLambdaError",
    run: async (thrown) => toLambdaError(await errorOf(thrown)),
    passes: TRUSTED,
    isKept: "it has no options: it writes the error that it is given",
  },
  "wrapDurable, the handler": {
    of: "durable wrapDurable",
    run: (thrown, options) => wrapDurable(durable as never, throwing(thrown), options)({} as never, context),
    passes: TRUSTED,
  },
  "wrapDurable, a step": {
    of: "durable wrapDurable",
    run: (thrown, options) => {
      const workflow = (_event: unknown, { step }: DurableContext) => step("a", throwing(thrown));
      return wrapDurable(durable as never, workflow as never, options)({} as never, context);
    },
    passes: TRUSTED,
    isKept: "the history of an execution is its own state, which the workflow reads after a replay",
  },
  "the middleware for Middy, a direct call": { of: "middy answerFaults", run: middy({}), passes: TRUSTED },
  "the middleware for Middy, HTTP": { of: "middy answerFaults", run: middy(HTTP) },
  "the error handler for Powertools": {
    of: "powertools answerFaults",
    run: async (thrown, options) =>
      read(await answerPowertools(options)(await errorOf(thrown), { event: HTTP, context })),
  },
  "the error handler for Hono": { of: "hono answerFaults", run: hono(HTTP) },
  "the error handler for Hono, CloudFront": { of: "hono answerFaults", run: hono(PUBLIC.CloudFront) },
  "the error handler for Hono, a server of its own": { of: "hono answerFaults", run: hono(undefined) },
  "failStream of Hono under wrapStreamHandler": {
    of: "hono failStream",
    run: (thrown, options) => {
      const pipe = async (body: ReadableStream) => {
        await body.pipeTo(new WritableStream({ abort: (error) => Promise.reject(error) }));
      };
      const failing = async () => failStream(await errorOf(thrown), { pipe });
      return streamed(HTTP, () => failing().catch((error) => error), options, { begun: "begun" });
    },
  },
  "the error middleware for Express": { of: "express answerFaults", run: express(HTTP) },
  "the error middleware for Express, a server of its own": {
    of: "express answerFaults",
    run: express(undefined),
  },
};

/** Exports of the handler that answer no error, each with the reason. */
export const OTHERS: Readonly<Record<string, string>> = {
  deadline: "a guard: its fault is answered by the wrapper around it",
  lateRejections: "a guard that writes the log alone; see the table of writers",
  resultGuard: "a guard: its fault is answered by the wrapper around it",
  respond: "it makes a result",
  "durable retryFaults": "it decides whether a step is tried again, and makes nothing of the error",
  "emf emfMetrics": "a hook that writes the log alone; see the table of writers",
  "opentelemetry openTelemetry": "a hook that writes the trace alone",
  "powertools powertoolsLogger": "a writer of the log; see the table of writers",
  "powertools powertoolsMetrics": "a hook that writes metrics alone",
  "powertools powertoolsTracer": "a hook that writes the trace alone",
  "tools agentCoreToolName": "it reads the context of an invocation",
  "testing assertNoLeak": "it is for tests of one's own",
  "testing testContext": "it is for tests of one's own",
};
