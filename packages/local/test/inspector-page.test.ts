import { existsSync } from "node:fs";
import axe from "axe-core";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Local, local } from "../src/index.ts";
import { call } from "./call.ts";

/* The inspector's page in a browser: Debian's Chromium, or the one that CHROMIUM names. Without one it is skipped. */

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const hasBrowser = existsSync(executablePath);
if (!hasBrowser) console.warn(`there is no ${executablePath}: the inspector's page is not tested`);

const HTML = '<img src=x onerror="document.title = 1"><script>document.title = 2</script>';

describe.runIf(hasBrowser)("the page", () => {
  let lambda: Local;
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const foreign: string[] = [];

  beforeAll(async () => {
    lambda = await local({
      root: `${import.meta.dirname}/functions`,
      inspector: true,
      functions: { scripted: "scripted.handler" },
    });
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
    // The policy stays as it is for the page; it would not let the rules of the test in.
    const context = await browser.newContext({ colorScheme: "light" });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on("console", (message) => void (message.type() === "error" && problems.push(message.text())));
    page.on("pageerror", (error) => void problems.push(String(error)));
    page.on(
      "request",
      (request) => void (request.url().startsWith(lambda.endpoint) || foreign.push(request.url())),
    );
    await page.goto(lambda.inspector ?? "");
  });

  afterAll(async () => {
    await browser.close();
    await lambda.close();
  });

  test("says what to do where there is no call yet", async () => {
    await page.getByText("No calls yet.").waitFor();
  });

  test("shows a call as it comes, and HTML of a payload, an error and a log as text", async () => {
    await call(lambda, "scripted", { log: HTML, throw: { name: "OrderNotFound", message: HTML } });
    await page.getByRole("option", { name: /Failed.*scripted.*OrderNotFound/ }).click();
    const log = page.getByRole("region", { name: "Log" });
    await log.waitFor();
    expect(await log.textContent()).toContain(HTML);
    expect(await page.getByText(HTML).count()).toBeGreaterThan(0);
    expect(await page.locator("img, article script").count()).toBe(0);
    expect(await page.title()).toBe("Inspector · Faultwire local");
  });

  test("draws the sequence of a call through its tries", async () => {
    lambda.fail("scripted", { after: "ran", with: "reset" });
    await call(lambda, "scripted").catch(() => undefined);
    await page.getByRole("option", { name: /injected/ }).click();
    const words = await page.locator(".sequence svg").getAttribute("aria-label");
    expect(words).toEqual(
      expect.stringMatching(
        /^Caller to Invoke: request\. Invoke to scripted: event\. scripted to Invoke: returned, .* Invoke: injected: reset after it ran\. Invoke to Caller: connection reset, lost$/,
      ),
    );
  });

  test("is used by keyboard: filter, list, details and back", async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    await page.keyboard.type("ordernotfound");
    await page.getByText("1 of 2 calls").waitFor();
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    expect(await page.evaluate("document.activeElement.id")).toBe("details-title");
    await page.keyboard.press("Escape");
    await page.getByText("Select a call").waitFor();
    await page.getByRole("searchbox").fill("");
  });

  test("makes calls fail, and stops that again", async () => {
    await page.getByRole("button", { name: "Failures" }).click();
    await page.getByLabel("Failure", { exact: true }).selectOption("error");
    await page.getByLabel("Calls", { exact: true }).selectOption("all");
    await page.getByRole("button", { name: "Add" }).click();
    const toggle = page.getByRole("switch", { name: "scripted: TooManyRequestsException before it ran" });
    await toggle.waitFor();
    await expect(call(lambda, "scripted")).rejects.toThrow("Rate Exceeded");
    await toggle.click();
    await page.locator('[role="switch"][aria-checked="false"]').waitFor();
    await call(lambda, "scripted");
  });

  test("moves the clock", async () => {
    const before = lambda.clock.now.getTime();
    await page.getByRole("button", { name: "Retries" }).click();
    await page.getByRole("button", { name: "Advance by 5 min" }).click();
    await expect.poll(() => lambda.clock.now.getTime() - before).toBe(300_000);
    await page.getByText("Nothing waits.").waitFor();
  });

  test.each([
    ["light", 1200, undefined],
    // The rules that depend on colours and width; the others are kept above.
    ["dark", 360, ["color-contrast", "scrollable-region-focusable", "target-size"]],
  ] as const)("keeps the rules of axe-core and fits its width: %s, %i pixels", async (...parameters) => {
    const [colorScheme, width, rules] = parameters;
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.keyboard.press("Escape");
    for (const view of ["Failures", "Retries", "Calls"]) {
      await page.getByRole("button", { name: new RegExp(`^${view}`) }).click();
      expect(await violations(page, rules)).toEqual([]);
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(width);
    }
    await page.getByRole("option", { name: /OrderNotFound/ }).click();
    await page.getByRole("region", { name: "Log" }).waitFor();
    expect(await violations(page, rules)).toEqual([]);
  });

  test("loads nothing from elsewhere, and breaks neither its policy nor anything else", () => {
    expect([foreign, problems]).toEqual([[], []]);
  });

  test("says so when the service has ended", async () => {
    await lambda.close();
    await page.getByText("The service has ended, or does not answer.").waitFor();
  });
});

/** The rules that the page breaks, by name. Evaluated by the browser's debugger, as the policy allows no script of ours. */
async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify(rules === undefined ? {} : { runOnly: rules });
  const found: readonly Violation[] = await page.evaluate(
    `axe.run(${options}).then(({ violations }) => violations.map(({ id, nodes }) => ({ id, html: nodes.map(({ html }) => html) })))`,
  );
  return found.map(({ id, html }) => `${id}: ${html.join(" ")}`);
}

interface Violation {
  readonly id: string;
  readonly html: readonly string[];
}
