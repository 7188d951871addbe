import { subscribe } from "node:diagnostics_channel";
import { appendFileSync } from "node:fs";

/*
 * Loaded before a program (`node --import`), it appends each HTTP response that the program gets to a file, with the
 * bytes of its body: as a line of JSON. The program itself is not changed.
 */

const file = process.env.FAULTWIRE_EXCHANGES;

function append(status, headers, chunks) {
  appendFileSync(file, `${JSON.stringify({ status, headers, body: Buffer.concat(chunks).toString() })}\n`);
}

// The SDK uses node:http.
subscribe("http.client.response.finish", ({ response }) => {
  const chunks = [];
  const { push } = response;
  response.push = function pushAndKeep(chunk, encoding) {
    if (chunk === null) append(response.statusCode, response.headers, chunks);
    else chunks.push(Buffer.from(chunk));
    return push.call(this, chunk, encoding);
  };
});

const { fetch } = globalThis;
globalThis.fetch = async function fetchAndKeep(...request) {
  const response = await fetch(...request);
  const body = Buffer.from(await response.clone().arrayBuffer());
  append(response.status, Object.fromEntries(response.headers), [body]);
  return response;
};
