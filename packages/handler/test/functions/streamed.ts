import { Readable } from "node:stream";
import { Router, streamify } from "@aws-lambda-powertools/event-handler/http";
import { wrapHandler, wrapStreamHandler } from "@faultwire/handler";
import { answerFaults, failStream } from "@faultwire/handler/hono";
import { answerFaults as answerMiddy } from "@faultwire/handler/middy";
import { answerFaults as answerPowertools } from "@faultwire/handler/powertools";
import middy from "@middy/core";
import { executionModeStreamifyResponse } from "@middy/core/StreamifyResponse";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { Hono } from "hono";
import { handle, type LambdaContext, type LambdaEvent, streamHandle } from "hono/aws-lambda";
import { stream, streamSSE, streamText } from "hono/streaming";
import { fail, options } from "./faults.ts";

/** Yields one row, and throws. */
async function* rows(name: string) {
  yield "row 1\n";
  fail({ throw: name });
}
/** Yields a line of JSON, and throws amid the next. */
async function* lines(name: string) {
  yield '{"row":1}\n{"row"';
  fail({ throw: name });
}
const NDJSON = "application/x-ndjson";
const bytes = (name: string) => ReadableStream.from(rows(name)).pipeThrough(new TextEncoderStream());

const app = new Hono();
app.onError(answerFaults(options));
app.get("/before/:name", (c) => fail({ throw: c.req.param("name") }));
app.get("/body/:name", (c) => c.body(bytes(c.req.param("name"))));
app.get("/lines/:name", (c) => {
  c.header("Content-Type", NDJSON);
  return c.body(ReadableStream.from(lines(c.req.param("name"))).pipeThrough(new TextEncoderStream()));
});
for (const onError of [undefined, failStream]) {
  const path = onError ? "failing" : "plain";
  app.get(`/stream/${path}/:name`, (c) =>
    stream(
      c,
      async (out) => {
        for await (const row of rows(c.req.param("name"))) await out.write(row);
      },
      onError,
    ),
  );
  app.get(`/pipe/${path}/:name`, (c) => stream(c, (out) => out.pipe(bytes(c.req.param("name"))), onError));
  app.get(`/text/${path}/:name`, (c) =>
    streamText(
      c,
      async (out) => {
        await out.write("row 1\n");
        fail({ throw: c.req.param("name") });
      },
      onError,
    ),
  );
  app.get(`/events/${path}/:name`, (c) =>
    streamSSE(
      c,
      async (out) => {
        await out.writeSSE({ data: "row 1" });
        fail({ throw: c.req.param("name") });
      },
      onError,
    ),
  );
}
export const hono = streamHandle(app);
export const wrappedHono = wrapStreamHandler(streamHandle(app), options);
/** Collects what is streamed. */
export const collected = wrapHandler(
  (event: LambdaEvent, context: LambdaContext) => handle(app)(event, context),
  options,
);

const middied = () =>
  middy<APIGatewayProxyEventV2>({ executionMode: executionModeStreamifyResponse })
    .use(answerMiddy(options))
    .handler(async ({ rawPath }) => {
      const [, place, name = ""] = rawPath.split("/");
      if (place === "before") fail({ throw: name });
      if (place === "lines")
        return { statusCode: 200, headers: { "Content-Type": NDJSON }, body: Readable.from(lines(name)) };
      return { statusCode: 200, headers: { "Content-Type": "text/plain" }, body: Readable.from(rows(name)) };
    });
export const plainMiddy = middied();
export const wrappedMiddy = wrapStreamHandler(middied(), options);

const router = new Router();
router.errorHandler(Error, answerPowertools(options));
router.get("/before/:name", ({ params }) => fail({ throw: params.name ?? "" }));
router.get("/body/:name", ({ params }) => ({
  statusCode: 200,
  headers: { "content-type": "text/plain" },
  body: Readable.from(rows(params.name ?? "")),
}));
router.get("/lines/:name", ({ params }) => ({
  statusCode: 200,
  headers: { "content-type": NDJSON },
  body: Readable.from(lines(params.name ?? "")),
}));
export const powertools = streamify(router);
export const wrappedPowertools = wrapStreamHandler(streamify(router), options);
