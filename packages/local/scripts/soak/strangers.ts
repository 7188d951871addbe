import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Local, local } from "../../src/local.ts";

/*
 * Requests of those who must not get anything: of web pages, also through a name that leads to this machine, and for
 * files outside of the root.
 */

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

const SECRET = "a text outside of the root";
const ORIGINS = ["https://evil.example", "http://localhost:5173", "http://127.0.0.1:1", "null"];
const SITES = ["cross-site", "same-site"];
const HOSTS = ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "0x7f.1", "[::2]"];
/** Those that a page sends without asking first, and the one of the API. */
const TYPES = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/json"];
const INVOKE = "/2015-03-31/functions/f/invocations";
const TARGETS = [INVOKE, "/2015-03-31/functions", "/", "/orders", "/inspector/fail", "/restapis"];

/**
 * Sends them to a service with all APIs and an inspector. Resolves with their number.
 *
 * @throws Error when one of them started a function, or got a text outside of the root.
 */
export async function refuseStrangers(root: string): Promise<number> {
  const outside = mkdtempSync(join(tmpdir(), "outside-"));
  writeFileSync(join(outside, "secret.mjs"), `export const handler = async () => ${JSON.stringify(SECRET)};`);
  const routes = { "ANY /{proxy+}": "f", "ANY /": "f" };
  await using lambda = await local({
    root,
    functions: { f: "scripted.handler" },
    inspector: true,
    apis: {
      rest: { type: "rest", routes },
      http: { type: "http", routes: { $default: "f" } },
      url: { type: "function-url", function: "f" },
      alb: { type: "alb", function: "f" },
    },
  });
  try {
    const pages = await sendAll(lambda, ofPages());
    const wrong = pages.find(({ status }) => status !== 403);
    if (wrong !== undefined) throw new Error(`a page got ${wrong.status}: ${JSON.stringify(wrong.sent)}`);
    if (lambda.runs("f").length > 0) throw new Error("a page started a function");
    const files = await sendAll(lambda, ofFiles(outside));
    const found = files.find(({ body }) => body.includes(SECRET));
    if (found !== undefined) throw new Error(`a request left the root: ${JSON.stringify(found.sent)}`);
    return pages.length + files.length;
  } finally {
    rmSync(outside, { recursive: true });
  }
}

function ofPages(): Sent[] {
  const origins = ORIGINS.map((Origin) => ({ Origin }));
  const sites = SITES.map((site) => ({ "Sec-Fetch-Site": site, "Sec-Fetch-Mode": "no-cors" }));
  const hosts = HOSTS.map((Host) => ({ Host }));
  return TARGETS.flatMap((path) =>
    [...origins, ...sites, ...hosts].flatMap((from) =>
      TYPES.map((type) => ({ path, headers: { ...from, "Content-Type": type } })),
    ),
  );
}

/** Paths as they are, encoded, encoded twice and as a whole URL, and handlers and functions that leave the root. */
function ofFiles(outside: string): Sent[] {
  const up = `${"../".repeat(20)}${outside.slice(1)}/secret`;
  const encoded = up.replaceAll("/", "%2f");
  const names = [`${outside}/secret`, up, encoded, encoded.replaceAll("%", "%25"), up.replaceAll(".", "%2e")];
  const paths = names.flatMap((name) => [
    ...[`/${name}.mjs`, `/inspector/${name}.mjs`, `/2015-03-31/functions/${name}/invocations`],
    ...[`/2015-03-31/functions/f:${name}/invocations`, `http://127.0.0.1/${name}.mjs`, `file://${name}.mjs`],
  ]);
  return paths.map((path) => ({ path, headers: { "Content-Type": "application/json" } }));
}

interface Received {
  readonly sent: Sent;
  readonly status: number | undefined;
  readonly body: string;
}

/** Sends each to every address of a service. */
async function sendAll(lambda: Local, all: readonly Sent[]): Promise<Received[]> {
  const received: Received[] = [];
  for (const url of [lambda.endpoint, ...Object.values(lambda.apis)])
    for (const sent of all) received.push(await send(new URL(url).port, sent));
  return received;
}

function send(port: string, sent: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, method: "POST", agent: false, ...sent }, async (response) => {
      const chunks: Buffer[] = await response.toArray();
      resolve({ sent, status: response.statusCode, body: Buffer.concat(chunks).toString() });
    })
      .on("error", reject)
      .end("{}");
  });
}
