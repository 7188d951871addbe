import { createServer, IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { PassThrough } from "node:stream";
import type { Catalog } from "@faultwire/catalog";
import {
  type InvokerOptions,
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
import { answerFaults as answerHono } from "@faultwire/handler/hono";
import { answerFaults as answerMiddy } from "@faultwire/handler/middy";
import { answerFaults as answerPowertools } from "@faultwire/handler/powertools";
import { wrapAgentCoreTool, wrapBedrockAgent, wrapMcpTool } from "@faultwire/handler/tools";

/* Every wrapper, and every error handler of a framework, run in the same way. */

/** Runs a handler inside a wrapper, with the event of its invoker or with another one. */
export type Run = (
  handler: () => unknown,
  options: InvokerOptions<Catalog>,
  event?: unknown,
) => Promise<unknown>;

const context = { awsRequestId: "r-1", functionName: "f", getRemainingTimeInMillis: () => 3000 };
const http = { version: "2.0", requestContext: { http: { method: "GET" } } };
const sqs = { messageId: "m-1", body: "{}", eventSource: "aws:sqs", eventSourceARN: "arn:aws:sqs:a:1:q" };
const edge = { Records: [{ cf: { config: { eventType: "origin-request" } } }] };
const channel = { channel: { path: "/a/b", segments: ["a", "b"] }, channelNamespace: { name: "a" } };
const publish = { info: { ...channel, operation: "PUBLISH" }, events: [{ id: "1", payload: {} }] };
const subscribe = { info: { ...channel, operation: "SUBSCRIBE" }, events: null };
const group = { messageVersion: "1.0", actionGroup: "shop", function: "order" };
const tasks = { invocationSchemaVersion: "1.0", invocationId: "i", tasks: [{ taskId: "t" }] };
const resource = {
  RequestType: "Update",
  PhysicalResourceId: "p",
  StackId: "s",
  RequestId: "r",
  LogicalResourceId: "l",
};

/** In place of CloudFormation's bucket. It ends with the process. */
const bucket = createServer((request, response) => request.resume().on("end", () => response.end()));
const uploads = new Promise<string>((resolve) => {
  bucket.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(bucket.address() as AddressInfo).port}/`));
  bucket.unref();
});

const durable =
  (handler: (event: unknown, context: never) => Promise<unknown>) => (event: never, lambdaContext: never) =>
    handler(event, { lambdaContext } as never).then(
      (Result) => ({ Status: "SUCCEEDED", Result }),
      ({ message }) => ({ Status: "FAILED", Error: { ErrorMessage: message } }),
    );
const stream = () => Object.assign(new PassThrough(), { setContentType: () => undefined });

/** The wrappers, which take guards. */
export const WRAPPERS: Readonly<Record<string, Run>> = {
  wrapHandler: (handler, options, event = {}) => wrapHandler(handler, options)(event, context),
  "wrapHandler, over HTTP": (handler, options, event = http) => wrapHandler(handler, options)(event, context),
  wrapStreamHandler: (handler, options, event = {}) =>
    wrapStreamHandler(async () => void (await handler()), options)(event, stream(), context),
  wrapCallback: (handler, options, event = {}) =>
    wrapCallback((_event, _context, callback: (error: unknown, value?: unknown) => void) => {
      Promise.resolve()
        .then(handler)
        .then((value) => callback(null, value), callback);
    }, options)(event, context),
  wrapBatch: (handler, options, event = { Records: [sqs] }) =>
    wrapBatch(handler, options)(event as never, context),
  wrapS3Batch: (handler, options, event = tasks) => wrapS3Batch(handler, options)(event as never, context),
  wrapAuthorizer: (handler, options, event = {}) => wrapAuthorizer(handler, options)(event, context),
  wrapAppSync: (handler, options, event = {}) => wrapAppSync(handler, options)(event, context),
  wrapAppSyncBatch: (handler, options, event = [{}]) =>
    wrapAppSyncBatch(async () => [await handler()], options)(event as never, context),
  wrapAppSyncEvents: (handler, options, event = publish) =>
    wrapAppSyncEvents({ onPublish: handler }, options)(event as never, context),
  "wrapAppSyncEvents, a subscription": (handler, options, event = subscribe) =>
    wrapAppSyncEvents({ onSubscribe: handler }, options)(event as never, context),
  wrapCognito: (handler, options, event = {}) => wrapCognito(handler, options)(event, context),
  wrapEdge: (handler, options, event = edge) => wrapEdge(handler, options)(event, context),
  wrapCustomResource: async (handler, options, event = resource) =>
    wrapCustomResource(async () => (await handler()) as undefined, options)(
      { ...(event as typeof resource), ResponseURL: await uploads } as never,
      context,
    ),
  wrapAgentCoreTool: (handler, options, event = {}) => wrapAgentCoreTool(handler, options)(event, context),
  wrapBedrockAgent: (handler, options, event = group) =>
    wrapBedrockAgent(handler, options)(event as never, context),
};

/** Those that are inside of something that runs the handler itself, and so take no guards. */
export const WITHIN: typeof WRAPPERS = {
  wrapDurable: (handler, options, event = {}) =>
    wrapDurable(durable, async () => handler(), options)(event as never, context as never),
  wrapMcpTool: (handler, options, event = {}) =>
    wrapMcpTool(async (_given: unknown, _extra: object) => handler(), options)(event, { requestId: "r-1" }),
  "the middleware for Middy": async (handler, options, event = {}) => {
    const request = { event, context, response: undefined, ...(await thrownBy(handler)) };
    await answerMiddy(options).onError(request);
    return request.response ?? request.error;
  },
  "the error handler for Powertools": async (handler, options, event = http) => {
    const { error } = await thrownBy(handler);
    return read(await answerPowertools(options)(error, { event: event as never, context }));
  },
  "the error handler for Hono": async (handler, options, event = http) => {
    const c = {
      env: { event, lambdaContext: context },
      req: { raw: new Request("https://shop.example") },
      newResponse: (body: Response["body"], response: Response) => new Response(body, response),
    };
    const { error } = await thrownBy(handler);
    return read(await answerHono(options)(error, c));
  },
  "the error middleware for Express": async (handler, options, event = http) => {
    const request = Object.assign(new IncomingMessage(new Socket()), { apiGateway: { event, context } });
    const response = new ServerResponse(request);
    const sent: unknown[] = [];
    response.end = (...body: unknown[]) => {
      sent.push(...body);
      return response;
    };
    const { error } = await thrownBy(handler);
    await answerExpress(options)(error, request, response, () => undefined);
    return [response.getHeaders(), sent];
  },
};

async function thrownBy(handler: () => unknown): Promise<{ readonly error: Error }> {
  try {
    await handler();
  } catch (error) {
    // In an object: it may be a promise, or pose as one.
    return { error: error as Error };
  }
  return { error: new Error("nothing was thrown") };
}
const read = async (response: Response) => [...response.headers, await response.text()];
