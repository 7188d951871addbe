import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BASE } from "../address.ts";
import { examples } from "../explain/examples.ts";
import { serve } from "./built-site.ts";

/* The page that explains a pasted payload, as people use it. Without a Chromium this is skipped. */

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const hasBrowser = existsSync(executablePath);
if (!hasBrowser) console.warn(`there is no ${executablePath}: the page that explains errors is not tried`);

const TIMEOUT = '{"errorMessage":"2026-11-22T09:00:04.000Z 6f7f Task timed out after 3.00 seconds"}';

describe.runIf(hasBrowser)("the page that explains a payload", () => {
  let site: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let page: Page;
  const requests: string[] = [];
  const problems: string[] = [];

  beforeAll(async () => {
    site = await serve();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    page = await (await browser.newContext()).newPage();
    page.setDefaultTimeout(120_000);
    page.on("request", (request) => void requests.push(request.url()));
    page.on("pageerror", (error) => void problems.push(String(error)));
    page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
    await page.goto(`${site.origin}${BASE}/explain-error/`);
  });

  afterAll(async () => {
    await browser.close();
    site.close();
    expect(problems).toEqual([]);
  });

  /** Puts a payload into the field, and waits until it was read. */
  async function paste(payload: string): Promise<void> {
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByLabel("Payload").fill(payload);
    await read();
  }

  async function read(): Promise<void> {
    await page.locator('#results[aria-busy="false"]').waitFor({ state: "attached" });
  }

  const articles = () => page.locator("article.explanation");

  test.each(examples)("explains the example: $title", async ({ title }) => {
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: title, exact: true }).click();
    await read();
    expect(await articles().count()).toBeGreaterThan(0);
    expect(await articles().first().textContent()).toContain("Did the code run?");
  });

  test("links to the page of the error, which is there", async () => {
    await paste(TIMEOUT);
    const href = await articles().getByRole("link", { name: "The page on this error" }).getAttribute("href");
    expect(href).toBe(`${BASE}/errors/runtime/sandbox-timedout/`);
    const response = await fetch(site.origin + href);
    expect([response.status, await response.text()]).toEqual([
      200,
      expect.stringContaining("Sandbox.Timedout"),
    ]);
  });

  test("states that what is not an error has none in it", async () => {
    await paste('{"orderId": "o-1",, <nothing> }');
    expect(await page.locator("#status").textContent()).toContain("There is no error in it");
    expect(await articles().count()).toBe(0);
  });

  test("reads what is left of a payload that was cut, which proves nothing", async () => {
    await paste('{"errorType": "OrderNotFound", "errorMess');
    const text = await articles().first().textContent();
    expect(text).toContain("OrderNotFound");
    expect(text).toContain("Did the code run?unknown");
  });

  test.each([
    ["a name", { errorType: "<img src=x onerror=hit()>", errorMessage: "m", trace: ["at x"] }],
    ["a message", { errorType: "Error", errorMessage: "<script>hit()</script>", trace: ["Error"] }],
    ["a stack", { errorType: "Error", errorMessage: "m", trace: ["<svg onload=hit()>", "at <b>x</b>"] }],
  ])("shows HTML in %s as text", async (_, payload) => {
    await page.evaluate("globalThis.hits = 0; globalThis.hit = () => { globalThis.hits += 1; }");
    await paste(JSON.stringify(payload));
    const article = articles().first();
    expect(await article.locator("img, script, svg, b").count()).toBe(0);
    expect(await article.textContent()).toMatch(/<(?:img|script|svg)/);
    expect(await page.evaluate("globalThis.hits")).toBe(0);
  });

  test("stays usable with a log of 6 MB", async () => {
    const line = `2026-11-22T09:00:00.000Z\t6f7f0961-25a9-4e1e-8d1c-2d61d6b4e1bb\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"m","stack":[]}\n`;
    const log = line.repeat(Math.ceil(6_000_000 / line.length));
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text", text);
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.getElementById("payload")?.dispatchEvent(event);
    }, log);
    // The thread of the page is free while the log is read.
    expect(await page.getByLabel("Payload").inputValue()).toContain("6.0 million characters in all");
    await read();
    expect(await articles().count()).toBe(50);
    expect(await page.locator("#results").textContent()).toMatch(/And \d+ more/);
  });

  test("is used with the keyboard alone", async () => {
    await page.getByRole("button", { name: "Clear" }).press("Enter");
    await page.keyboard.type(TIMEOUT);
    await read();
    await page.keyboard.press("Tab");
    expect(await page.evaluate("document.activeElement.id")).toBe("copy-link");
  });

  test("reads a link with a payload, which its button writes", async () => {
    await paste(TIMEOUT);
    await page.getByRole("button", { name: "Copy link to this payload" }).click();
    await page.locator("#status").filter({ hasText: "link is" }).waitFor();
    const shared = await browser.newPage();
    await shared.goto(page.url());
    await shared.locator("article.explanation").waitFor();
    expect(await shared.getByLabel("Payload").inputValue()).toBe(TIMEOUT);
    await shared.goto(`${site.origin}${BASE}/explain-error/#text=${encodeURIComponent(TIMEOUT)}`);
    await shared.locator("article.explanation").waitFor();
    await shared.close();
  });

  test("states that the payload of a broken link cannot be read", async () => {
    const shared = await browser.newPage();
    await shared.goto(`${site.origin}${BASE}/explain-error/#z=AAAA`);
    await shared.locator("#status").filter({ hasText: "cannot be read" }).waitFor();
    await shared.close();
  });

  test("sends nothing: no request but for its own files, and none that holds a payload", async () => {
    const before = requests.length;
    await paste('{"errorType":"Secret","errorMessage":"a-secret","trace":["Secret"]}');
    const later = requests.slice(before);
    expect(later.filter((url) => !url.startsWith(`${site.origin}${BASE}/_astro/`))).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(site.origin) && !url.startsWith("data:"))).toEqual([]);
    expect(requests.join("\n")).not.toMatch(/secret|Task timed out|errorType/i);
  });

  test("may not connect to any other origin, whatever its code were", async () => {
    const refused = await page.evaluate(
      "fetch('https://collector.example/').then(() => 'sent', (error) => String(error))",
    );
    expect(refused).toContain("Failed to fetch");
    expect(problems.splice(0).join("\n")).toContain("Content Security Policy");
  });
});
