import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startProgress } from "../src/command/progress.ts";
import { runCommand } from "../src/command/run-command.ts";
import { showProgress } from "../src/command/show-progress.ts";

/* The line on the standard error that shows what long work does. */

const PROJECT = join(import.meta.dirname, "../fixtures/references");
const CLEAR = "\r\u001b[K";
const COLUMNS = 40;

const terminal = { isTTY: process.stderr.isTTY, columns: process.stderr.columns };
let written: string[];

beforeEach(() => {
  written = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => written.push(String(text)) > 0);
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
  Object.assign(process.stderr, terminal);
});

test("check shows on a terminal what it does now, on one line, and leaves nothing of it", async () => {
  Object.assign(process.stderr, { isTTY: true, columns: COLUMNS });
  expect(await runCommand(["check", "-p", PROJECT])).toBe(1);
  const shown = written.map((text) => text.replace(CLEAR, ""));
  expect(written).toEqual(shown.map((text) => CLEAR + text));
  expect(shown[0]).toBe("reading the project");
  expect(shown.some((text) => text.startsWith("following careless of "))).toBe(true);
  expect(shown.at(-1)).toBe("");
  for (const text of shown) expect(text.length).toBeLessThan(COLUMNS);
});

test("check shows nothing of it elsewhere", () => {
  Object.assign(process.stderr, { isTTY: false });
  const progress = showProgress();
  progress.show("reading the project");
  progress.end();
  expect(written).toEqual([]);
});

describe("redrive", () => {
  test("shows the numbers of messages on a terminal, not more often than can be read, and removes the line", () => {
    Object.assign(process.stderr, { isTTY: true });
    const now = vi.spyOn(Date, "now").mockReturnValue(1000);
    const progress = startProgress();
    progress.read(10);
    progress.read(20);
    now.mockReturnValue(1100);
    progress.read(30);
    now.mockReturnValue(1200);
    progress.sent(10);
    now.mockReturnValue(1300);
    progress.sent(5);
    progress.end();
    progress.end();
    expect(written).toEqual([
      ...["read 10", "read 30", "sent 10", "sent 15"].map((text) => CLEAR + text),
      CLEAR,
    ]);
  });

  test("shows nothing elsewhere, and removes no line that it has not shown", () => {
    Object.assign(process.stderr, { isTTY: false });
    const elsewhere = startProgress();
    elsewhere.read(10);
    elsewhere.end();
    Object.assign(process.stderr, { isTTY: true });
    startProgress().end();
    expect(written).toEqual([]);
  });
});
