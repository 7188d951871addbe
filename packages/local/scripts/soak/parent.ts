/** A program that is to be killed: one of its functions waits, another is in a call. It prints its ports. */
import { join } from "node:path";
import { local } from "../../src/local.ts";

const lambda = await local({
  root: join(import.meta.dirname, "../../test/functions"),
  functions: { f: "scripted.handler", g: { handler: "scripted.handler", timeout: 600 } },
  apis: { url: { type: "function-url", function: "f" } },
});
const invoke = (name: string, event: object) =>
  fetch(`${lambda.endpoint}/2015-03-31/functions/${name}/invocations`, {
    method: "POST",
    body: JSON.stringify(event),
  });
await invoke("f", {});
// A process that is warm, so that the next call is in its handler.
await invoke("g", {});
void invoke("g", { sleep: 600_000 });
setTimeout(() => {
  const urls = [lambda.endpoint, lambda.url("url")];
  console.log(urls.map((url) => new URL(url).port).join(" "));
}, 100);
