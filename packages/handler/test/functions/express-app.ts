import { configure, getCurrentInvoke } from "@codegenie/serverless-express";
import { wrapHandler } from "@faultwire/handler";
import { answerFaults, type ExpressAnswerOptions } from "@faultwire/handler/express";
import express, { type Express } from "express";
import express4 from "express-4";
import createError from "http-errors";
import serverlessHttp from "serverless-http";
import { fail, options } from "./faults.ts";

/** Errors as they are thrown in Express applications, by the last part of their path. */
const CLIENT_ERRORS: Readonly<Record<string, () => unknown>> = {
  "no-scheme": () => createError(401, "log in"),
  basic: () => createError(401, "log in", { headers: { "WWW-Authenticate": 'Basic realm="shop"' } }),
  method: () => createError(405, { headers: { Allow: "GET, HEAD" } }),
  busy: () => createError(429, "slow down", { headers: { "Retry-After": 30 } }),
  closed: () => createError(503, "secret", { headers: { "Retry-After": "30" } }),
  exposed: () => createError(503, "closed for tonight", { expose: true }),
  "status-only": () => Object.assign(new Error("for the client"), { status: 409, expose: true }),
  upstream: () => Object.assign(new Error("secret"), { status: 404, headers: { "X-Secret": "secret" } }),
  hidden: () => Object.assign(new Error("secret"), { statusCode: 409, expose: false }),
  "bad-status": () => Object.assign(new Error("secret"), { status: 200, expose: true }),
  text: () => "secret",
};

function appOf(
  make: () => Express,
  more: Partial<ExpressAnswerOptions<typeof options.throws>> = {},
): Express {
  const app = make();
  app.use((_request, response, next) => {
    response.set({ "X-Shop": "lamp", "Content-Encoding": "br", ETag: '"1"' });
    next();
  });
  app.use(express.json({ limit: 100 }));
  app.post("/throws", (request) => fail(request.body));
  app.post("/passes", (request, _response, next) => {
    setTimeout(() => {
      try {
        fail(request.body);
      } catch (error) {
        next(error);
      }
    }, 1);
  });
  app.post("/rejects", async (request) => fail(request.body));
  app.get("/client/:name", (request) => {
    throw CLIENT_ERRORS[request.params.name ?? ""]?.();
  });
  app.get("/late", (_request, response) => {
    response.write("row 1\n");
    fail({ throw: "declared" });
  });
  app.use(answerFaults({ ...options, ...more }));
  return app;
}

const byInvoke = { invocation: getCurrentInvoke };

export const http5 = serverlessHttp(appOf(express));
export const http4 = serverlessHttp(appOf(express4));
export const codegenie5 = configure({ app: appOf(express, byInvoke) });
export const codegenie4 = configure({ app: appOf(express4, byInvoke) });
/** Around an application, for errors after the first byte. */
export const outside = wrapHandler(serverlessHttp(appOf(express)), options);
/** Finds no invocation. */
export const lost = serverlessHttp(
  appOf(express, {
    invocation: () => {
      throw new Error("no invocation");
    },
  }),
);

/** The applications, to be run as servers of their own. */
export const apps = { "Express 5": appOf(express), "Express 4": appOf(express4) };
