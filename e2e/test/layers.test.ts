import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { type Arrows, circlesOf } from "./structure/graph.ts";
import { published, repository, type Source, walk } from "./structure/sources.ts";

/* The order inside a package: files and folders import downwards only, so that each can be read before its users. */

const packages = [...new Set(published.map(({ part }) => part))];

/** The files of one package and their imports of each other, type imports included. */
function importsIn(part: string): Map<string, Set<string>> {
  const files = published.filter((source) => source.part === part);
  const paths = new Set(files.map(({ path }) => path));
  return new Map(
    files.map((source) => [source.path, new Set(relativeImports(source).filter((path) => paths.has(path)))]),
  );
}

function relativeImports({ path, tree }: Source): string[] {
  const found: string[] = [];
  walk(tree, (node) => {
    const name =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
          ? node.argument.literal
          : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
            ? node.arguments[0]
            : undefined;
    if (name && ts.isStringLiteral(name) && name.text.startsWith("."))
      found.push(join(dirname(path), name.text));
  });
  return found;
}

/** The children of one folder, files and folders, and the imports between them. */
function importsBetweenChildren(imports: Arrows, folder: string): Arrows {
  const childOf = (path: string): string | undefined =>
    path.startsWith(`${folder}/`) ? `${folder}/${path.slice(folder.length + 1).split("/")[0]}` : undefined;
  const arrows = new Map<string, Set<string>>();
  for (const [from, targets] of imports) {
    const child = childOf(from);
    if (child === undefined) continue;
    const others = [...targets].map(childOf).filter((other) => other !== undefined && other !== child);
    arrows.set(child, new Set([...(arrows.get(child) ?? []), ...others.map(String)]));
  }
  return arrows;
}

function foldersOf(imports: Arrows): string[] {
  const folders = new Set<string>();
  for (const path of imports.keys())
    for (let folder = dirname(path); folder.includes("/src"); folder = dirname(folder)) folders.add(folder);
  return [...folders].sort();
}

test("there are packages with arrows in them", () => {
  expect(packages.length).toBeGreaterThanOrEqual(5);
  for (const part of packages)
    expect([...importsIn(part).values()].flatMap((targets) => [...targets]).length).toBeGreaterThan(10);
});

test("a circle is found, whatever leads into it", () => {
  const arrows = { a: ["b"], b: ["c"], c: ["d"], d: ["b"], e: ["a"] };
  expect(circlesOf(new Map(Object.entries(arrows).map(([name, to]) => [name, new Set(to)])))).toEqual([
    ["b", "c", "d"],
  ]);
});

test.each(packages)("no file of %s imports itself by way of others", (part) => {
  expect(circlesOf(importsIn(part))).toEqual([]);
});

/** The folders of a package by level, users first, as CONTRIBUTING.md lists them. */
function levelsOf(part: string): string[][] {
  const text = readFileSync(join(repository, "CONTRIBUTING.md"), "utf8");
  const block = /^```text title="layers"\n([\s\S]*?)^```$/m.exec(text)?.[1] ?? "";
  const line = block.split("\n").find((entry) => entry.startsWith(`${part}: `)) ?? "";
  return line
    .slice(part.length + 2)
    .split(" > ")
    .map((level) => level.split(" "));
}

test.each(packages)("no folder of %s imports its own users", (part) => {
  const imports = importsIn(part);
  const circles = foldersOf(imports).flatMap((folder) => circlesOf(importsBetweenChildren(imports, folder)));
  expect(circles).toEqual([]);
});

test.each(packages)(
  "CONTRIBUTING.md lists the folders of %s, and each imports only folders below it",
  (part) => {
    const source = `packages/${part}/src`;
    const levels = levelsOf(part);
    const levelOf = (path: string): number =>
      levels.findIndex((level) => level.some((folder) => path === `${source}/${folder}`));
    const arrows = importsBetweenChildren(importsIn(part), source);
    const folders = [...arrows.keys()].filter((path) => !path.endsWith(".ts"));
    expect(
      levels
        .flat()
        .map((folder) => `${source}/${folder}`)
        .sort(),
    ).toEqual(folders.sort());
    const back = folders.flatMap((from) =>
      [...(arrows.get(from) ?? [])]
        .filter((to) => !to.endsWith(".ts") && levelOf(to) <= levelOf(from))
        .map((to) => `${from} -> ${to}`),
    );
    expect(back).toEqual([]);
  },
);
