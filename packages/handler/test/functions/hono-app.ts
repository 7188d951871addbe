import { answerFaults } from "@faultwire/handler/hono";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { basicAuth } from "hono/basic-auth";
import { bearerAuth } from "hono/bearer-auth";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { csrf } from "hono/csrf";
import { HTTPException } from "hono/http-exception";
import { jwt } from "hono/jwt";
import { handle as handleEdge } from "hono/lambda-edge";
import { timeout } from "hono/timeout";
import { fail, options } from "./faults.ts";

export const app = new Hono();
app.onError(answerFaults(options));
app.post("/hono", async (c) => fail(await c.req.json()));
app.post("/cors", cors({ origin: "https://shop.example" }), () => fail({ throw: "declared" }));
app.post("/alone", (c) => {
  c.header("X-Shop", "lamp");
  return fail({ throw: "declared" });
});
app.get("/private", basicAuth({ username: "u", password: "p" }), (c) => c.text("hello"));
/** Its response can be read once. */
const denied = new HTTPException(403, { res: new Response("denied") });
app.get("/denied", () => {
  throw denied;
});
app.get("/closed", () => {
  throw new HTTPException(503, { message: "closed" });
});

/** The exception of another copy of Hono, with the response of another copy of `fetch`. */
class ForeignException extends Error {
  readonly status = 402;
  getResponse() {
    const { status } = this;
    return { status, headers: new Map([["X-Plan", "free"]]), body: new Response("pay first").body };
  }
}
app.get("/foreign", () => {
  throw new ForeignException("pay first");
});
app.get("/no-response", () => {
  throw Object.assign(new Error("secret"), { getResponse: () => "no response" });
});
app.get("/limited", (c) => {
  c.header("X-Shop", "lamp");
  const headers = { "Retry-After": "30", "Set-Cookie": "tries=3" };
  throw new HTTPException(429, {
    res: Response.json({ tries: 3 }, { headers }),
    cause: new Error("the pool"),
  });
});
app.get("/bearer", bearerAuth({ token: "t" }), (c) => c.text("hello"));
app.get("/jwt", jwt({ secret: "s", alg: "HS256" }), (c) => c.text("hello"));
app.post("/csrf", csrf(), (c) => c.text("hello"));
app.post("/body-limit", bodyLimit({ maxSize: 1 }), (c) => c.text("hello"));
app.get("/timeout", timeout(1), async () => new Promise<Response>(() => undefined));

export const handler = handle(app);
export const edge = handleEdge(app);
