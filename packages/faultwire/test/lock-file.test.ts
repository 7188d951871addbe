import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineCatalog, type FaultDeclaration, fault } from "@faultwire/catalog";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { compareCatalogs } from "../src/evolution/compare-catalogs.ts";
import type { LockedCatalogs } from "../src/evolution/locked-fault.ts";
import { lockCatalog } from "../src/lock/lock-catalog.ts";
import { readLockFile, writeLock, writeLockFile } from "../src/lock/lock-file.ts";

/* The lock as a file: what merges, editors and other versions make of it. */

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "faultwire-lock-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const locked = (declarations: Readonly<Record<string, FaultDeclaration>>) => {
  const faults = Object.entries(declarations).map(([name, declaration]) => [name, fault(name, declaration)]);
  return lockCatalog(defineCatalog("orders", Object.fromEntries(faults)), {});
};
const orders: LockedCatalogs = {
  orders: locked({
    Lost: {
      status: 404,
      message: "m",
      details: z.object({ b: z.enum(["y", "x"]).describe("d"), a: z.string().default("-") }),
    },
    Busy: { status: 503, message: "m", aliases: ["z.Busy", "a.Busy"], retryable: true },
  }).faults,
};
const at = (text: string) => {
  const path = join(folder, "faultwire.lock.json");
  writeFileSync(path, text);
  return path;
};

test("the lock has one block for each fault, in one order, and nothing that is only for people", () => {
  expect(writeLock(orders)).toMatchInlineSnapshot(`
    "{
      "$comment": "Written by: npx faultwire check --update-lock",
      "catalogs": {
        "orders": {
          "Busy": {
            "aliases": [
              "a.Busy",
              "z.Busy"
            ],
            "promised": true,
            "retryable": true,
            "status": 503
          },
          "Lost": {
            "details": {
              "accepts": {
                "properties": {
                  "a": {
                    "type": "string"
                  },
                  "b": {
                    "enum": [
                      "x",
                      "y"
                    ],
                    "type": "string"
                  }
                },
                "required": [
                  "b"
                ],
                "type": "object"
              },
              "schema": {
                "properties": {
                  "a": {
                    "type": "string"
                  },
                  "b": {
                    "enum": [
                      "x",
                      "y"
                    ],
                    "type": "string"
                  }
                },
                "required": [
                  "a",
                  "b"
                ],
                "type": "object"
              }
            },
            "retryable": false,
            "status": 404
          }
        }
      },
      "version": 1
    }
    "
  `);
  const { Lost, Busy } = orders.orders ?? {};
  if (!Lost || !Busy) throw new TypeError("they are there");
  const other = { a: { Busy }, orders: { Busy, Lost } };
  expect(writeLock({ orders: other.orders, a: other.a })).toBe(writeLock(other));
});

test.each([
  ["as it was written", (text: string) => text],
  ["with the line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
  ["with a byte order mark", (text: string) => `\uFEFF${text}`],
  ["formatted in another way", (text: string) => JSON.stringify(JSON.parse(text))],
  [
    "with members of a later version",
    (text: string) => text.replace('"retryable"', '"further": 1, "retryable"'),
  ],
])("a lock is read %s", (_, change) => {
  expect(compareCatalogs(readLockFile(at(change(writeLock(orders)))) ?? {}, orders)).toEqual([]);
});

const OURS = writeLock(orders);
const CONFLICT = OURS.replace('      "Busy": {', '<<<<<<< HEAD\n      "Busy": {').replace(
  '      "Lost"',
  '=======\n>>>>>>> main\n      "Lost"',
);

describe("what is not a lock is refused with what to do", () => {
  test.each([
    [
      "conflict markers",
      CONFLICT,
      "has the marks of a merge conflict: resolve it, or write it again with --update-lock",
    ],
    [
      "a text that is not JSON",
      "{",
      "is not a lock of faultwire check: it is not JSON; name another file with --lock",
    ],
    ["an empty file", "", "it is not JSON"],
    [
      "another file",
      '{ "name": "orders" }',
      "is not a lock of faultwire check; name another file with --lock, or delete it",
    ],
    ["a list", "[]", "is not a lock of faultwire check"],
    ["null", "null", "is not a lock of faultwire check"],
    [
      "a later version",
      OURS.replace('"version": 1', '"version": 2'),
      "has version 2, and this faultwire knows version 1: use the faultwire that wrote it",
    ],
    [
      "a version that is a text",
      OURS.replace('"version": 1', '"version": "1"'),
      "is not a lock of faultwire check",
    ],
    ["catalogs that are a list", '{ "version": 1, "catalogs": [] }', "is not a lock of faultwire check"],
    [
      "a catalog that is a text",
      '{ "version": 1, "catalogs": { "a": "b" } }',
      "catalogs.a is not an object of faults",
    ],
    [
      "a fault that is null",
      '{ "version": 1, "catalogs": { "a": { "B": null } } }',
      "catalogs.a.B is not an object",
    ],
    ["a status that is a text", OURS.replace("404", '"404"'), "catalogs.orders.Lost.status is not a number"],
    [
      "retryable that is missing",
      OURS.replace('"retryable": false,', ""),
      "catalogs.orders.Lost.retryable is not true or false",
    ],
    [
      "aliases that are a text",
      OURS.replace(/"aliases": \[[^\]]*\]/, '"aliases": "a"'),
      "catalogs.orders.Busy.aliases is not a list of names",
    ],
    [
      "a promise that is a text",
      OURS.replace('"promised": true', '"promised": "yes"'),
      "catalogs.orders.Busy.promised is true, or it is left out",
    ],
    [
      "a schema that is a text",
      '{ "version": 1, "catalogs": { "a": { "B": { "status": 500, "retryable": false, "details": { "schema": "x" } } } } }',
      "catalogs.a.B.details.schema is not a JSON Schema",
    ],
  ])("%s", (_, text, message) => {
    expect(() => readLockFile(at(text))).toThrow(message);
  });

  test("and is never written over, except one with a conflict", () => {
    for (const text of ['{ "name": "orders" }', "no JSON", OURS.replace('"version": 1', '"version": 2')]) {
      const path = at(text);
      expect(() => writeLockFile(path, orders)).toThrow("check: ");
      expect(readFileSync(path, "utf8")).toBe(text);
    }
    const path = at(CONFLICT);
    expect(writeLockFile(path, orders)).toBeUndefined();
    expect(readFileSync(path, "utf8")).toBe(OURS);
    expect(() => writeLockFile(join(folder, "none/faultwire.lock.json"), orders)).toThrow(
      "cannot be written",
    );
  });
});

describe("catalogs", () => {
  const { faults: lost } = locked({ Lost: { status: 404, message: "m" } });
  const { faults: both } = locked({
    Lost: { status: 404, message: "m" },
    Late: { status: 404, message: "m" },
  });
  const verdicts = (old: LockedCatalogs, fresh: LockedCatalogs) =>
    compareCatalogs(old, fresh).map(({ catalog, fault, kind, verdict }) => [catalog, fault, kind, verdict]);

  test("that come and go", () => {
    expect(verdicts({}, { orders: lost })).toEqual([["orders", undefined, "catalog-added", "callers-first"]]);
    expect(verdicts({ orders: lost }, {})).toEqual([
      ["orders", undefined, "catalog-removed", "callee-first"],
    ]);
  });

  test("with another name, which decides nothing", () => {
    expect(verdicts({ orders: lost }, { shop: lost })).toEqual([
      ["orders", undefined, "catalog-removed", "safe"],
      ["shop", undefined, "catalog-added", "callers-first"],
    ]);
  });

  test("from one of which a fault moves to the other", () => {
    const changes = compareCatalogs(
      { orders: both, payments: {} },
      { orders: lost, payments: { Late: both.Late ?? never() } },
    );
    expect(changes).toMatchObject([
      { catalog: "orders", fault: "Late", kind: "fault-removed", verdict: "callee-first" },
      { catalog: "payments", fault: "Late", kind: "fault-added", verdict: "callers-first" },
    ]);
    expect(changes[0]?.text).toBe("the fault is gone; the catalog payments has a fault of this name");
    expect(changes[0]?.advice).toContain("give their callers both catalogs first: mergeCatalogs(");
  });

  test("with a fault that looks like one that is gone, which is perhaps its new name", () => {
    const { faults: gone } = locked({ Gone: { status: 404, message: "m" } });
    expect(compareCatalogs({ orders: lost }, { orders: gone })[1]?.advice).toBe(
      'if Gone is its new name, give it aliases: ["Lost"], and deploy all callers first',
    );
  });

  test("with the names of members that every object has", () => {
    const odd = JSON.parse(
      '{ "constructor": {}, "__proto__": { "Lost": { "status": 404, "retryable": false } } }',
    );
    expect(compareCatalogs(odd, odd)).toEqual([]);
    expect(verdicts({}, odd)).toEqual([
      ["__proto__", undefined, "catalog-added", "callers-first"],
      ["constructor", undefined, "catalog-added", "callers-first"],
    ]);
    expect(readLockFile(at(writeLock(odd)))).toEqual(odd);
  });
});

describe("details that no JSON Schema shows", () => {
  const standard = (validate: (value: unknown) => { value: unknown }) => ({
    "~standard": { version: 1 as const, vendor: "own", validate },
  });
  const details = standard((value) => ({ value }));

  test("are never called safe: each change of them is unknown, and they are listed", () => {
    const { faults, unseen } = locked({ Lost: { message: "m", details } });
    expect(unseen).toEqual([
      { fault: "Lost", because: expect.stringContaining("made by own, has no JSON Schema") },
    ]);
    expect(faults.Lost?.details).toEqual({ absent: "sent" });
    const { faults: shown } = locked({
      Lost: { message: "m", details: z.object({ a: z.string() }).optional() },
    });
    for (const [old, fresh] of [
      [faults, shown],
      [shown, faults],
    ] as const)
      expect(compareCatalogs({ orders: old }, { orders: fresh })).toMatchObject([
        { kind: "details-hidden", verdict: "unknown", text: expect.stringContaining("cannot be compared") },
      ]);
  });

  test("by another library that has JSON Schemas, which may leave rules out", () => {
    const of = (sent: string, accepted: unknown = sent) => {
      const jsonSchema = { input: () => ({ type: accepted }), output: () => ({ type: sent }) };
      return { "~standard": { ...details["~standard"], jsonSchema } };
    };
    const [one, two] = [of("string"), of("number")].map((each) =>
      locked({ Lost: { message: "m", details: each } }),
    );
    expect(one?.unseen[0]?.because).toContain("own (what its JSON Schema leaves out)");
    const optional = locked({ Lost: { message: "m", details: of("string", ["string", "null"]) } });
    const verdict = (old: LockedCatalogs[string] = {}, fresh: LockedCatalogs[string] = {}) =>
      compareCatalogs({ orders: old }, { orders: fresh }).map((each) => each.verdict);
    expect(verdict(one?.faults, two?.faults)).toEqual(["breaks"]);
    expect(verdict(one?.faults, optional.faults)).toEqual(["unknown"]);
  });
});

function never(): never {
  throw new TypeError("it is there");
}
