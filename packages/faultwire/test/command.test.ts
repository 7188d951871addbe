import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { completionFor } from "../src/command/completion.ts";
import { VERBS } from "../src/command/verbs.ts";

/* The command itself, in a process of its own. */

const MAIN = join(import.meta.dirname, "../src/main.ts");
const POSTED = '{"errorType":"OrderNotFound","errorMessage":"no order","trace":["OrderNotFound: no order"]}';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultwire-command-"));
  writeFileSync(join(folder, "posted.json"), POSTED);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function faultwire(parameters: readonly string[], input = "", environment = {}) {
  const flags = ["--conditions=@faultwire/source", "--no-warnings", MAIN, ...parameters];
  const { PATH, NODE_COMPILE_CACHE } = process.env;
  const process_ = spawn(process.execPath, flags, {
    cwd: folder,
    env: { PATH, NODE_COMPILE_CACHE, ...environment },
  });
  process_.stdin.end(input);
  const [stdout, stderr] = await Promise.all([buffer(process_.stdout), buffer(process_.stderr)]);
  await once(process_, "close");
  return { code: process_.exitCode, stdout: String(stdout), stderr: String(stderr) };
}

describe("faultwire explain", () => {
  test("explains its standard input", async () => {
    const { code, stdout } = await faultwire(["explain"], POSTED);
    expect(code).toBe(0);
    expect(stdout).toContain("OrderNotFound: no order\n");
    expect(stdout).toContain("  did it run started. The function threw it and its runtime posted it.\n");
    const [more, wire] = stdout.trimEnd().split("\n").slice(-2);
    expect(more).toBe("  more       https://faultwire.github.io/faultwire/errors/function/undeclared/");
    expect(wire).toMatch(/^ {13}https:\/\/github\.com\/.*\/docs\/wires\/function-errors\.md$/);
  });

  test("prints what the page of the package shows", async () => {
    const page = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
    const [, line = "", shown] =
      /^echo '(.+)' \| npx faultwire explain\n```\n\n```text\n([\s\S]*?)^```$/m.exec(page) ?? [];
    expect((await faultwire(["explain"], `${line}\n`)).stdout).toBe(shown);
  });

  test("does not take an error of a program for one of a function", async () => {
    const { stdout } = await faultwire(
      ["explain"],
      "TypeError: x is undefined\n    at main (/srv/main.js:1:1)",
    );
    expect(stdout).toContain("  what       An error of a program, and not one that AWS or Faultwire writes.");
    expect(stdout).toContain("  did it run unknown.");
  });

  test("explains files, each by its name", async () => {
    const { code, stdout } = await faultwire(["explain", "posted.json", "-"], POSTED);
    expect(code).toBe(0);
    expect(stdout.match(/ {2}where.*/g)).toEqual(["  where      posted.json", "  where      -"]);
  });

  test("writes JSON for programs", async () => {
    const { stdout } = await faultwire(["explain", "--json", "posted.json"]);
    expect(JSON.parse(stdout)).toMatchObject([{ errorType: "OrderNotFound", execution: "started" }]);
    const none = await faultwire(["explain", "--json"], "{}");
    expect([none.code, JSON.parse(none.stdout)]).toEqual([1, []]);
  });

  test("ends with 1 where there is no error", async () => {
    const { code, stdout, stderr } = await faultwire(["explain"], "all is well");
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("there is no error in the input");
  });

  test.each([
    [["explain", "nothing.json"], "explain: nothing.json cannot be read: ENOENT"],
    [["explain", "--jsn"], "explain: Unknown option '--jsn'"],
    [
      ["explan"],
      "there is no command explan; the commands are explain, generate, redrive, check and completion",
    ],
    [["constructor"], "there is no command constructor"],
    [["completion"], "name a shell, bash, zsh or fish"],
    [["completion", "toString"], "name a shell, bash, zsh or fish"],
    [[], "faultwire COMMAND [ARGUMENTS]"],
  ])("%j ends with 2 and what to do", async (parameters, message) => {
    const { code, stdout, stderr } = await faultwire(parameters);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
  });

  test("is in colour where it is forced, and nowhere with NO_COLOR", async () => {
    const forced = await faultwire(["explain", "posted.json"], "", { FORCE_COLOR: "1" });
    expect(forced.stdout).toContain("\u001b[1m");
    const not = await faultwire(["explain", "posted.json"], "", { FORCE_COLOR: "1", NO_COLOR: "1" });
    expect(not.stdout).not.toContain("\u001b");
  });
});

test.each([["--help"], ["help"], ["explain", "--help"], ["help", "redrive"]])(
  "%s %s is help",
  async (...parameters) => {
    const { code, stdout } = await faultwire(parameters.filter((each) => typeof each === "string"));
    expect(code).toBe(0);
    expect(stdout).toMatch(/^faultwire/);
  },
);

test("--version is the version of the package", async () => {
  expect((await faultwire(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("bash completes commands and options", async () => {
  const { stdout: script } = await faultwire(["completion", "bash"]);
  const complete = (words: string, index: number) =>
    `COMP_WORDS=(${words}); COMP_CWORD=${index}; _faultwire; echo "\${COMPREPLY[*]}"`;
  const completed = [
    ["faultwire ex", 1, "explain"],
    ["faultwire explain --j", 2, "--json"],
    ["faultwire check --ba", 2, "--baseline"],
    ["faultwire check --project a --up", 4, "--update-baseline --update-lock"],
    ["faultwire generate al", 2, "alarms"],
    ["faultwire generate alarms --log", 3, "--log-group"],
    ["faultwire generate apigw a.ts --su", 4, "--success-status"],
    ["faultwire generate apigw a.ts --he", 4, "--header --help"],
    ["faultwire completion f", 2, "fish"],
  ] as const;
  const lines = [script, ...completed.map(([words, index]) => complete(words, index))].join("\n");
  const bash = spawn("bash", ["-c", lines]);
  expect(
    String(await buffer(bash.stdout))
      .trim()
      .split("\n"),
  ).toEqual(completed.map(([, , word]) => word));
});

describe.each(Object.entries(VERBS))("the options of %s", (name, { usage, options, words = [] }) => {
  test("are those of its help", () => {
    const explained = Array.from(usage.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm), ([, option]) => option);
    expect([...options].sort()).toEqual(explained.sort());
  });

  test("are in the completion of every shell", () => {
    expect(completionFor("bash")).toContain(`    ${name}) words="${[...words, ...options].join(" ")}" ;;`);
    expect(completionFor("zsh")).toContain(
      `    ${name}) compadd -- ${[...words, ...options].join(" ")}; _files ;;`,
    );
    for (const option of options)
      expect(completionFor("fish")).toContain(`_seen_subcommand_from ${name}' -l ${option.slice(2)}`);
    for (const word of words)
      expect(completionFor("fish")).toContain(`_seen_subcommand_from ${name}' -a ${word}`);
  });
});

describe.each(["zsh", "fish"])("the completion of %s", (shell) => {
  test("is read without a complaint, where the shell is installed", async ({ skip }) => {
    const { stdout: script } = await faultwire(["completion", shell]);
    expect(script).toContain("explain");
    const check = spawn(shell, ["-n", "-c", script]);
    const missing = await new Promise((settle) =>
      check.on("error", () => settle(true)).on("exit", () => settle(false)),
    );
    if (missing) skip(`${shell} is not installed`);
    expect(check.exitCode).toBe(0);
  });
});
