import { answerFaults } from "@faultwire/handler/hono";
import { Hono } from "hono";
import { handle } from "hono/aws-lambda";
import { basicAuth } from "hono/basic-auth";
import { cors } from "hono/cors";
import { HTTPException } from "hono/http-exception";
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

export const handler = handle(app);
