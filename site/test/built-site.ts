import { createReadStream, existsSync, globSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, resolve } from "node:path";
import { type HTMLElement, parse } from "node-html-parser";
import { BASE } from "../address.ts";

const dist = resolve(import.meta.dirname, "../dist");

/** A page as it was built. */
export interface BuiltPage {
  /** The path of its URL, such as `/faultwire/calling/`. */
  readonly path: string;
  readonly html: string;
  readonly document: HTMLElement;
}

/** Every page but the one for paths without a page. */
export const pages: readonly BuiltPage[] = globSync("**/index.html", { cwd: dist })
  .sort()
  .map((file) => {
    const html = readFileSync(join(dist, file), "utf8");
    return { path: `${BASE}/${file.slice(0, -"index.html".length)}`, html, document: parse(html) };
  });
if (pages.length === 0) throw new Error("there is no built site: run `npm run site` at the root");

/** A file of the built site as text. */
export function readBuilt(path: string): string {
  return readFileSync(join(dist, path), "utf8");
}

/** Whether the site has a file at the path of a URL, which is a folder's page if it ends with a slash. */
export function isServed(path: string): boolean {
  return fileOf(path) !== undefined;
}

function fileOf(path: string): string | undefined {
  if (!path.startsWith(`${BASE}/`)) return undefined;
  const file = join(
    dist,
    decodeURIComponent(path.slice(BASE.length)),
    path.endsWith("/") ? "index.html" : "",
  );
  return file.startsWith(dist) && extname(file) !== "" && existsSync(file) ? file : undefined;
}

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Serves the built site on loopback as GitHub Pages does, with the page for paths without a page. */
export async function serve(): Promise<{ readonly origin: string; readonly close: () => void }> {
  const server = createServer((request, response) => {
    const found = fileOf(new URL(request.url ?? "", "http://localhost").pathname);
    const file = found ?? join(dist, "404.html");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": type });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { origin: `http://127.0.0.1:${port}`, close };
}
