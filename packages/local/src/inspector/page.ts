import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { ASSETS_FOLDER } from "../assets-folder.ts";

/** The page as `scripts/bundle-inspector.ts` makes it: one file, with its script and its styles in it. */
const PAGE_FILE = new URL("inspector.html", ASSETS_FOLDER);

interface Page {
  readonly html: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

let page: Page | undefined;

/** Sends the page. */
export function sendPage(response: ServerResponse): void {
  page ??= readPage();
  response.writeHead(200, page.headers);
  response.end(page.html);
}

function readPage(): Page {
  const html = readFileSync(PAGE_FILE);
  return { html, headers: headersOf(html.toString("utf8")) };
}

/**
 * Allows the page its own script and styles, by their digests, and the data of its own origin. Nothing else is loaded,
 * run, framed or sent, and no text becomes HTML.
 */
function headersOf(html: string): Page["headers"] {
  const policy = [
    "default-src 'none'",
    `script-src '${digestOf("script", html)}'`,
    `style-src '${digestOf("style", html)}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": policy.join("; "),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  };
}

function digestOf(element: "script" | "style", html: string): string {
  const [, text = ""] = new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`).exec(html) ?? [];
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
