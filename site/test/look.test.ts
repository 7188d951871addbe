import { existsSync } from "node:fs";
import axe, { type AxeResults } from "axe-core";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BASE } from "../address.ts";
import { pages, serve } from "./built-site.ts";

/* The site as a reader sees it: Debian's Chromium, or the one that CHROMIUM names. Without one this is skipped. */

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const hasBrowser = existsSync(executablePath);
if (!hasBrowser) console.warn(`there is no ${executablePath}: the pages are not looked at`);

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 375, height: 800 };
const EVERY_RULE = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  rules: {
    // The corner of a table with headers on two sides.
    "empty-table-header": { enabled: false },
    // Each block of code that scrolls is a region, as wide blocks are only known in the browser, without a name.
    "landmark-unique": { enabled: false },
    // The search button's text ends with its shortcut, which `aria-keyshortcuts` names.
    "label-content-name-mismatch": { enabled: false },
  },
};
/** The rules whose outcome depends on the width; on the colours. */
const RULES_OF_WIDTH = { runOnly: ["scrollable-region-focusable", "target-size"] };
const RULES_OF_COLOURS = { runOnly: ["color-contrast", "link-in-text-block"] };

describe.runIf(hasBrowser)("in a browser", () => {
  let site: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let context: BrowserContext;

  beforeAll(async () => {
    site = await serve();
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    context = await browser.newContext({ colorScheme: "light", viewport: WIDE });
    await context.addInitScript({ content: axe.source });
  });

  afterAll(async () => {
    await browser.close();
    site.close();
  });

  /** Opens a page; what goes wrong in it is added to `problems`. */
  async function open(path: string, problems: string[]): Promise<Page> {
    const page = await context.newPage();
    page.setDefaultTimeout(120_000);
    page.on(
      "console",
      (message) =>
        void (message.type() === "error" && problems.push(`${message.text()} ${message.location().url}`)),
    );
    page.on("pageerror", (error) => void problems.push(String(error)));
    page.on("request", (request) => {
      if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(site.origin))
        problems.push(`a request to ${request.url()}`);
    });
    await page.goto(site.origin + path);
    return page;
  }

  test.concurrent.for(pages)(
    "$path fits and can be read by all, in light and dark, wide and narrow",
    async ({ path }) => {
      const problems: string[] = [];
      const page = await open(path, problems);
      await settled(page);
      problems.push(...(await overflowOf(page)), ...(await violationsOn(page, EVERY_RULE)));
      await page.setViewportSize(NARROW);
      await settled(page);
      problems.push(...(await overflowOf(page)), ...(await violationsOn(page, RULES_OF_WIDTH)));
      await page.setViewportSize(WIDE);
      await page.emulateMedia({ colorScheme: "dark" });
      await page.locator("html[data-theme=dark]").waitFor({ state: "attached" });
      problems.push(...(await violationsOn(page, RULES_OF_COLOURS)));
      await page.close();
      expect(problems.join("\n")).toBe("");
    },
  );

  test.for(["FunctionError", "OrderNotFound", "createHttpCaller"])("the search finds %s", async (words) => {
    const problems: string[] = [];
    const page = await open(`${BASE}/docs/`, problems);
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("textbox", { name: "Search" }).fill(words);
    await page.getByText(`results for ${words}`).waitFor();
    const href = await page.locator("#starlight__search a").first().getAttribute("href");
    const found = pages.find(({ path }) => path === href?.replace(/#.*/, ""));
    const text = found?.document.querySelector("main")?.text.toLowerCase() ?? "";
    expect([found?.path, text.includes(words.toLowerCase())]).toEqual([expect.any(String), true]);
    await page.close();
    expect(problems.join("\n")).toBe("");
  });

  test("a path without a page is answered with 404 and a page that leads on", async () => {
    const page = await context.newPage();
    const response = await page.goto(`${site.origin}${BASE}/no/such/page/`);
    expect(response?.status()).toBe(404);
    await page.getByRole("link", { name: "All pages" }).click();
    await page.waitForURL(`${site.origin}${BASE}/docs/`);
    await page.close();
  });
});

/** Waits for the scripts that let the keyboard scroll what is too wide; if they never do, axe finds it. */
async function settled(page: Page): Promise<void> {
  const isReachable = () =>
    [...document.querySelectorAll<HTMLElement>("main pre, main table")].every(
      (element) => element.scrollWidth <= element.clientWidth || element.tabIndex === 0,
    );
  await page.waitForFunction(isReachable, undefined, { timeout: 60_000 }).catch(() => undefined);
}

async function overflowOf(page: Page): Promise<string[]> {
  const [content = 0, width = 0] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    innerWidth,
  ]);
  return content > width ? [`${content} pixels of content in ${width}`] : [];
}

/** The violations of rules of axe: contrast of level AA, names, roles, order, and the like. */
async function violationsOn(page: Page, rules: object): Promise<string[]> {
  const options = { ...rules, resultTypes: ["violations"], iframes: false, preload: false };
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.map(({ id, help, nodes }) => {
    const places = nodes.slice(0, 5).map(({ html }) => html);
    return `${id}: ${help}, ${nodes.length} times: ${places.join(" ")}`;
  });
}
