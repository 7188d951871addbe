import { describe, expect, test } from "vitest";
import { BASE, ORIGIN } from "../address.ts";
import { type BuiltPage, isServed, pages, readBuilt } from "./built-site.ts";

const byPath = new Map(pages.map((page) => [page.path, page]));
const idsOf = new Map(
  pages.map(({ path, document }) => [path, new Set(document.querySelectorAll("[id]").map(({ id }) => id))]),
);

/** The title as browsers read it: a class in angle brackets is text there. */
const titleOf = ({ html }: BuiltPage): string => /<title>(.*?)<\/title>/.exec(html)?.[1] ?? "";

/** The links of a page that lead into the site, as they are written. */
function internalLinks({ path, document }: BuiltPage): string[] {
  return document
    .querySelectorAll("a[href], link[href], script[src], img[src], source[srcset]")
    .map((element) => element.getAttribute("href") ?? element.getAttribute("src") ?? "")
    .filter((link) => link !== "" && !link.startsWith("data:"))
    .filter((link) => {
      const url = new URL(link, ORIGIN + path);
      return url.origin === ORIGIN && !link.endsWith("/sitemap-index.xml");
    });
}

/** Whether a link of a page leads to something: the page is there, and the anchor in it. */
function isSound(link: string, path: string): boolean {
  const { pathname, hash } = new URL(link, ORIGIN + path);
  if (!isServed(pathname)) return false;
  return hash === "" || idsOf.get(pathname)?.has(decodeURIComponent(hash.slice(1))) === true;
}

test("a link without a page, or without its anchor, is found", () => {
  expect(isSound(`${BASE}/calling/#retries-in-no-page`, `${BASE}/`)).toBe(false);
  expect(isSound("../not-a-page/", `${BASE}/calling/`)).toBe(false);
  expect(isSound("../calling", `${BASE}/faq/`)).toBe(false);
  expect(isSound("../calling/#over-http", `${BASE}/faq/`)).toBe(true);
});

describe("every page", () => {
  test.each(pages)("$path has links that lead somewhere", (page) => {
    const links = internalLinks(page);
    expect(links.length).toBeGreaterThan(10);
    expect(links.filter((link) => !isSound(link, page.path))).toEqual([]);
  });

  test.each(pages)("$path has one heading of level 1, a title and a description", (page) => {
    const { document } = page;
    expect(document.querySelectorAll("h1").map(({ text }) => text.trim())).toEqual([
      expect.stringMatching(/./),
    ]);
    expect(titleOf(page)).toMatch(/\S/);
    expect(document.querySelector("meta[name=description]")?.getAttribute("content")).toMatch(/\S/);
  });
});

test("no two pages have one title", () => {
  const titles = pages.map(titleOf);
  expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
});

test("every page is in the navigation, or one that is links to it", () => {
  const linksOf = (selector: string, path: string): string[] =>
    (byPath.get(path)?.document.querySelectorAll(`${selector} a[href]`) ?? []).map(
      (link) => new URL(link.getAttribute("href") ?? "", ORIGIN + path).pathname,
    );
  const listed = linksOf("nav.sidebar", `${BASE}/docs/`);
  const reached = new Set([`${BASE}/`, ...listed, ...listed.flatMap((path) => linksOf("main", path))]);
  expect(listed.length).toBeGreaterThan(80);
  expect(pages.map(({ path }) => path).filter((path) => !reached.has(path))).toEqual([]);
});

describe("llms.txt", () => {
  test("lists every page once, as Markdown that is there", () => {
    const listed = [...readBuilt("llms.txt").matchAll(/^- \[.+?\]\((\S+)\)/gm)].map(([, url = ""]) => url);
    expect(listed.filter((url) => !isServed(new URL(url).pathname))).toEqual([]);
    const paths = listed.map((url) => new URL(url).pathname.replace(/(?:index)?\.md$/, ""));
    expect(paths.map((path) => path.replace(/\/?$/, "/")).sort()).toEqual(
      pages.map(({ path }) => path).sort(),
    );
  });

  test("comes with the text of all pages in one file", () => {
    const full = readBuilt("llms-full.txt");
    const written = pages.filter(({ path }) => isServed(path.replace(/\/$/, ".md")));
    expect(written.length).toBeGreaterThan(90);
    for (const { path } of written) expect(full).toContain(`${ORIGIN}${path}\n`);
  });
});

test("a page for paths without a page links to the start and has the search", () => {
  const html = readBuilt("404.html");
  expect(html).toContain(`href="${BASE}/"`);
  expect(html).toContain("site-search");
});
