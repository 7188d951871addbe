import { getCurrentInvoke } from "@codegenie/serverless-express";
import { defineCatalog } from "@faultwire/catalog";
import { wrapHandler, wrapStreamHandler } from "@faultwire/handler";
import { answerFaults } from "@faultwire/handler/express";
import { failStream } from "@faultwire/handler/hono";
import type { StreamifyHandler } from "aws-lambda";
import express, { type ErrorRequestHandler } from "express";
import { type Context, Hono } from "hono";
import { streamHandle } from "hono/aws-lambda";
import { stream, streamSSE, streamText } from "hono/streaming";
import serverlessHttp from "serverless-http";
import { z } from "zod";

/* The adapters fit the frameworks' own types, without a cast. */

const throws = defineCatalog("orders", {});

answerFaults({ throws }) satisfies ErrorRequestHandler;
const app = express();
app.use("/orders", answerFaults({ throws, invocation: getCurrentInvoke }));
wrapHandler(serverlessHttp(app), { throws });
// @ts-expect-error the option finds the invocation, and is not the invocation
answerFaults({ throws, invocation: getCurrentInvoke() });

wrapStreamHandler(streamHandle(new Hono()), { throws }) satisfies StreamifyHandler;
// @ts-expect-error the application reads the request, and an input would take its place
wrapStreamHandler(streamHandle(new Hono()), { throws, input: z.string() });
// @ts-expect-error the third parameter is the context
wrapStreamHandler(async (_event: object, _stream: object, _context: string) => undefined, { throws });

export const streamed = (c: Context) => [
  stream(c, async () => undefined, failStream),
  streamText(c, async () => undefined, failStream),
  streamSSE(c, async () => undefined, failStream),
];
