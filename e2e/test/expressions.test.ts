import { checkSync } from "recheck";
import { expect, test } from "vitest";
import { findExpressions, growthOf, splitExpression } from "./expressions.ts";
import safe from "./safe-expressions.json" with { type: "json" };

/*
 * No regular expression takes longer than its input is long, or what it reads has a limit. Expressions that were found
 * safe are recorded, as checking all of them takes a minute: `pnpm --filter e2e expressions` records them anew.
 */

/** Expressions whose time grows with the square of their input, by the reason for which it stays short. */
const BOUNDED: Readonly<Record<string, readonly string[]>> = {
  "decodeStackFrame reads no entry of more than 2,048 characters": [
    "/^(?<file>[^\\n]+?):(?<line>\\d+):in [`'](?<function>[^\\n]+)'$/",
    "/^\\s*at (?<function>[^\\n]+\\)) in (?<file>[^\\n]+):line (?<line>\\d+)$/",
    "/^\\s*at (?:async )?(?<function>[^\\n]+?)(?: \\([^\\n]*\\))?$/",
  ],
  "traceOf reads no line of more than 2,048 characters": [
    "/^ *at (?:(?:async )?(.+?) \\()?(?:file:\\/\\/)?(.+?):(\\d+):\\d+\\)?$/",
  ],
  "Node.js takes no head of a request of more than 16 KiB": [
    "/^(?:https?:\\/\\/[^/?]*)?([^?]*)\\??(.*)$/",
    "/\\/+$/",
    "/Credential=[^,\\s]*\\/([^/,\\s]+)\\/aws4_request/",
  ],
  "configuration, templates, paths and bodies are those of one's own project": [
    "/([0-9a-f]{64})(?:\\.zip)?$/",
    "/\\$\\{(!?)\\s*([^}]+?)\\s*\\}/g",
    '/(?:--require|-r)[= ](?:"[^"]*bootloader[^"]*"|\\S*bootloader\\S*)/',
    "/\\s*,\\s*/",
    '/("(?:\\\\.|[^"\\\\])*")|\\/\\/[^\\n]*|\\/\\*[\\s\\S]*?\\*\\//g',
    '/("(?:\\\\.|[^"\\\\])*")|,(?=\\s*[}\\]])/g',
    "/[ \\t]+$/",
    '/"(?:[^"\\\\]|\\\\.)*"|[{}[\\]:,]|[-+.\\w]+/g',
    "/^[\\0- ]+|[\\0- ]+$/g",
    "/^(.*?[^/.]+)\\.[^/]+$/",
    "/^(.*?)([^/.]+)\\.([^/]+)$/",
  ],
};

const found = findExpressions();
const recorded = new Set(safe);
const bounded = new Set(Object.values(BOUNDED).flat());

test("every regular expression is safe, or what it reads has a limit", { timeout: 120_000 }, () => {
  expect(found.size).toBeGreaterThan(200);
  const unknown = [...found.keys()].filter((text) => !recorded.has(text) && !bounded.has(text));
  const unsafe = unknown.flatMap((text) => {
    const { source, flags } = splitExpression(text);
    const checked = checkSync(source, flags, { timeout: 30_000 });
    return checked.status === "safe" ? [] : [{ text, files: found.get(text), growth: growthOf(checked) }];
  });
  expect(unsafe).toEqual([]);
});

test("the checker finds what it is for", () => {
  expect(checkSync("^(a+)+$", "").status).toBe("vulnerable");
  expect(checkSync("^\\s*(\\s*)x$", "").status).toBe("vulnerable");
});

test("no list has an expression that no package has", () => {
  expect([...recorded, ...bounded].filter((text) => !found.has(text))).toEqual([]);
});
