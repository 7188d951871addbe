import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { HandlerFault } from "@faultwire/catalog";
import { GATEWAY_MEANINGS, RUNTIME_MEANINGS, SERVICE_MEANINGS } from "@faultwire/catalog/meanings";
import { describe, expect, test } from "vitest";
import { HANDLER_STATUSES } from "../../packages/catalog/src/handler-error.ts";
import { errorPageOf, SITE } from "../../packages/faultwire/src/explain/error-page.ts";
import { explain } from "../../packages/faultwire/src/explain/explain.ts";
import { BASE, ORIGIN } from "../../site/address.ts";
import { causeOf } from "../../site/atlas/causes/cause-of.ts";
import { entries } from "../../site/atlas/entries.ts";
import { writeAtlas } from "../../site/atlas/pages.ts";
import { recordedFaults } from "../../site/atlas/recorded-bytes.ts";
import { SENDERS } from "../../site/atlas/senders.ts";
import { SYMPTOMS } from "../../site/atlas/symptoms.ts";
import { TEXTS } from "../../site/atlas/titles.ts";
import { examples } from "../../site/explain/examples.ts";
import { headingsOf } from "./structure/headings.ts";
import { repository } from "./structure/sources.ts";

/* The error atlas of the site: every error has its page, and no page promises what the data does not hold. */

const pages = new Map(writeAtlas().map((page) => [page.slug, page]));

test("the packages know the address of the site", () => {
  expect(SITE).toBe(`${ORIGIN}${BASE}`);
});

describe("each error has a page", () => {
  const named = (sender: string) =>
    entries.filter((entry) => entry.sender === sender).map(({ name }) => name);

  test.each([
    ["lambda", Object.keys(SERVICE_MEANINGS)],
    ["runtime", Object.keys(RUNTIME_MEANINGS)],
    ["gateway", Object.keys(GATEWAY_MEANINGS)],
    ["wrapper", Object.keys(HANDLER_STATUSES)],
  ])("that has a meaning, of the %s", (sender, names) => {
    expect(named(sender)).toEqual(expect.arrayContaining(names));
  });

  test("of its own, with a title, a meaning and advice", () => {
    expect(pages.size).toBe(entries.length + 1);
    expect(new Set([...pages.values()].map(({ title }) => title)).size).toBe(pages.size);
    const poor = entries.filter(({ meaning, explanation }) => meaning === "" || explanation.advice === "");
    expect(poor.map(({ slug }) => slug)).toEqual([]);
  });

  test("that faultwire explain names, of every recorded payload", () => {
    const own = Object.entries(HANDLER_STATUSES).map(
      ([errorType, status]) =>
        new HandlerFault({ errorType, status, message: "", retryable: false, category: "function" }),
    );
    const urls = [...recordedFaults, ...own].flatMap((fault) => errorPageOf(fault) ?? []);
    expect(urls.length).toBeGreaterThan(150);
    expect(urls.filter((url) => !pages.has(url.slice(SITE.length + 1, -1)))).toEqual([]);
  });
});

describe("a page states what the data holds", () => {
  test("on whether code ran, as docs/execution.md", () => {
    const wrong = entries.filter(
      ({ rows, explanation }) =>
        rows.length > 0 && !rows.some(({ execution }) => execution === explanation.execution),
    );
    // The rows of a misfit are of successes, and an unreadable error is not a success.
    expect(wrong.map(({ slug }) => slug)).toEqual(["caller/malformedfault"]);
  });

  test.each([...SYMPTOMS, ...Object.entries(TEXTS).map(([slug, text]) => [text, slug] as const)])(
    "%s is a text of %s",
    (text, slug) => {
      const shown = pages.get(`errors/${slug}`)?.body.split("## What it looks like")[1] ?? "";
      expect(shown.replaceAll('\\"', '"')).toContain(text.replace(/^[45]\d\d /, ""));
    },
  );

  test("and shows no payload that only a test made up", () => {
    const invented = [...pages.values()].filter(({ body }) => {
      const shown = body.split("## What it looks like")[1]?.split("## How to cause it")[0] ?? "";
      return shown.includes("Injected by a test");
    });
    expect(invented.map(({ slug }) => slug)).toEqual([]);
  });

  test("and how local causes it, or why it does not", () => {
    for (const entry of entries) {
      const cause = causeOf(entry);
      if ("reason" in cause) expect(cause.reason, entry.slug).toMatch(/^[A-Z].*\.$/);
      else if (entry.explanation.errorType === entry.name) expect(cause.prints).toMatch(`${entry.name} `);
    }
  });
});

test("each link of a page leads to a page, and to a heading in it", () => {
  const known = new Set(
    [...pages.keys(), "explain-error"].map((slug) => `${BASE}/${slug}/`).concat(`${BASE}/`),
  );
  const broken = [...pages.values()].flatMap(({ slug, body }) =>
    [...body.matchAll(/\]\((\/[^)#]*|#[^)]*)(#[^)]*)?\)/g)]
      .filter(([, url = "", hash]) => !(leadsTo(url, body) || known.has(url) || isDocument(url, hash)))
      .map(([link]) => `${slug}: ${link}`),
  );
  expect(broken).toEqual([]);
});

/** The text around each link to the atlas from outside of it, with the file that has it. */
const links = globSync(["*.md", "docs/**/*.md", "packages/*/README.md", "packages/*/src/**/*.ts"], {
  cwd: repository,
}).flatMap((path) =>
  [
    ...readFileSync(join(repository, path), "utf8").matchAll(
      new RegExp(`${SITE}/(errors/[\\w/-]*)(#[\\w-]+)?`, "g"),
    ),
  ].map(([link, slug = "", hash]) => ({ path, link, slug: slug.replace(/\/$/, ""), hash })),
);

test("each link to the atlas leads to a page, and to a heading in it", () => {
  expect(links.length).toBeGreaterThan(20);
  const broken = links.filter(({ slug, hash }) => {
    const page = pages.get(slug);
    return page === undefined || (hash !== undefined && !headingsOf(page.body).has(hash.slice(1)));
  });
  expect(broken).toEqual([]);
});

test("each document to which the atlas leads, leads to the atlas", () => {
  const documents = new Set(
    Object.values(SENDERS).flatMap((sender) => sender.documents.map(([path]) => path)),
  );
  const linking = new Set(links.map(({ path }) => path));
  expect([...documents].filter((path) => !linking.has(path))).toEqual([]);
});

test("the comment of each family of faults leads to its part of the atlas", () => {
  const families = readFileSync(join(repository, "packages/catalog/src/families.ts"), "utf8");
  const classes = [...families.matchAll(/(\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?export class (\w+)/g)];
  expect(classes.length).toBe(7);
  const bare = classes.filter(([, comment = ""]) => !comment.includes(`@see ${SITE}/errors/`));
  expect(bare.map(([, , name]) => name)).toEqual([]);
});

test("each example of the page that explains is explained", async () => {
  for (const { title, text } of examples) expect(await explain(text), title).not.toEqual([]);
});

function leadsTo(url: string, body: string): boolean {
  return url === "#did-the-code-run" && body.includes("\n## Did the code run?\n");
}

function isDocument(url: string, hash: string | undefined): boolean {
  const path = join("docs", url.slice(BASE.length + 1, -1));
  const file = [`${path}.md`, join(path, "README.md")].find((each) => existsSync(join(repository, each)));
  if (file === undefined) return false;
  return hash === undefined || headingsOf(readFileSync(join(repository, file), "utf8")).has(hash.slice(1));
}
