import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { causeOf } from "../../site/atlas/causes/cause-of.ts";
import { runCause } from "../../site/atlas/causes/run-cause.ts";
import { runOnWires, WIRES_PROGRAMS } from "../../site/atlas/causes/wires-program.ts";
import { entries } from "../../site/atlas/entries.ts";
import { localBytes, localWires } from "../../site/atlas/local-bytes.ts";
import { isWholeRun } from "./is-whole-run.ts";

/* Every program of the error atlas causes the error of its page on local, which sends the bytes that the page shows. */

const folder = join(import.meta.dirname, "../.cache/atlas-causes");
const programs = entries.flatMap((entry) => {
  const cause = causeOf(entry);
  return "reason" in cause ? [] : [[entry.slug, cause] as const];
});

const failing = entries.flatMap(({ slug, name }) => {
  const program = WIRES_PROGRAMS[name];
  return program === undefined ? [] : [[slug, program] as const];
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.runIf(isWholeRun)("the program of a page causes its error", () => {
  test.each(programs)("%s", async (slug, cause) => {
    const { printed, bytes } = await runCause(cause, join(folder, slug));
    expect(printed.replace(/^\d{3} /, "")).toBe(cause.prints);
    expect(bytes).toBe(localBytes[slug]);
  });

  test.each(failing)("%s, with the bytes of the other wires", async (slug, program) => {
    expect(await runOnWires(program, join(folder, "wires", slug))).toEqual(localWires[slug]);
  });
});

test("the bytes that pages show are those of programs", () => {
  const slugs = programs.map(([slug]) => slug);
  expect(slugs).toEqual(expect.arrayContaining(Object.keys(localBytes)));
});
