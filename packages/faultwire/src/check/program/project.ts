import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type ts from "typescript";

/** A program of the user, with the compiler that made it. */
export interface SourceProject {
  readonly ts: typeof ts;
  readonly program: ts.Program;
  readonly checker: ts.TypeChecker;
  /** The folder that paths are written relative to. */
  readonly folder: string;
}

/** A place in a source. */
export interface Place {
  /** The path, relative to the folder of the command, with slashes. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Finds the place of a node. */
export function placeOf({ folder }: SourceProject, node: ts.Node): Place {
  const source = node.getSourceFile();
  const { line, character } = source.getLineAndCharacterOfPosition(node.getStart(source));
  const file = relative(folder, source.fileName).split(sep).join("/");
  return { file, line: line + 1, column: character + 1 };
}

/** Writes a place as compilers do. */
export function writePlace({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** Identifies a node among all files. */
export function keyOf(node: ts.Node): string {
  return `${node.getSourceFile().fileName}:${node.pos}:${node.end}`;
}

const names = new Map<string, string>();

/** The name of the package that a file belongs to; empty without one. */
export function packageOf(fileName: string): string {
  const folder = dirname(fileName);
  const known = names.get(folder);
  if (known !== undefined) return known;
  const name =
    readName(join(folder, "package.json")) ?? (folder === dirname(folder) ? "" : packageOf(folder));
  names.set(folder, name);
  return name;
}

function readName(path: string): string | undefined {
  if (!existsSync(path)) return undefined;
  try {
    const { name }: { name?: unknown } = JSON.parse(readFileSync(path, "utf8"));
    return typeof name === "string" ? name : undefined;
  } catch {
    // A package.json that cannot be read names nothing: the one above may.
    return undefined;
  }
}

/** Whether a file is a part of Faultwire. */
export function isOurs(fileName: string): boolean {
  return packageOf(fileName).startsWith("@faultwire/");
}
