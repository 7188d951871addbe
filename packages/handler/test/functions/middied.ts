import { wrapHandler } from "@faultwire/handler";
import { answerFaults } from "@faultwire/handler/middy";
import middy from "@middy/core";
import httpJsonBodyParser from "@middy/http-json-body-parser";
import { fail, OrderNotFound, options } from "./faults.ts";

export const plain = middy<object>()
  .use(answerFaults(options))
  .handler(async (event: object) => fail(event));

/** A handler with the middlewares of an application: parser, time-out, and one that finishes responses. */
export const full = middy({ timeoutEarlyInMillis: 2900 })
  .onError((request) => {
    if (request.response) request.response.headers["Access-Control-Allow-Origin"] = "*";
  })
  .use(answerFaults(options))
  .use(httpJsonBodyParser())
  .handler(async (event: unknown) => {
    const { body } = event as { body: { throw: string; wait?: boolean } };
    if (body.wait) await new Promise((resolve) => setTimeout(resolve, 2000));
    return fail(body);
  });

/** A parser has put something else in the event's place. */
export const parsed = middy<object>()
  .use(answerFaults(options))
  .before((request) => {
    request.event = JSON.parse((request.event as { body: string }).body);
  })
  .handler(async (event: object) => fail(event));

/** The middleware that is asked first has answered already. */
export const answered = middy<object>()
  .use(answerFaults(options))
  .onError((request) => {
    request.response = { statusCode: 418, body: "mine" };
  })
  .handler(async (event: object) => fail(event));

/** A time-out outside of HTTP. */
export const late = middy({ timeoutEarlyInMillis: 2900 })
  .use(answerFaults(options))
  .handler(() => new Promise((resolve) => setTimeout(resolve, 2000)));

/** A wrapped handler inside: its answer is not an error for Middy. */
export const wrapped = middy<object>()
  .use(answerFaults(options))
  .handler(wrapHandler((event: object) => fail(event), options));

/** Sees what the runtime would see. */
export const watched = middy<object>()
  .onError((request) => {
    console.log(JSON.stringify({ watched: request.error instanceof OrderNotFound }));
  })
  .use(answerFaults(options))
  .handler(async (event: object) => fail(event));
