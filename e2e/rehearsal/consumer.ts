import { join } from "node:path";

/** A fresh project, and what is run in it after its packages are installed. */
export interface Consumer {
  readonly name: string;
  readonly manager: "npm" | "pnpm";
  /** Its package.json; our packages are added to it. */
  readonly manifest: { readonly dependencies: Record<string, string>; readonly [member: string]: unknown };
  /** Those of our packages that it installs. */
  readonly ours: readonly string[];
  /** Writes the files of the project. */
  readonly write: (folder: string) => void;
  readonly checks: readonly Check[];
}

export interface Check {
  readonly name: string;
  /** The command, whose first word is a program of the project or `node`. */
  readonly command: readonly string[];
  /** The version of Node.js, 24 where the check does not depend on it. */
  readonly node?: NodeVersion;
  readonly input?: string;
  /** Matches what the command prints. */
  readonly prints?: RegExp;
}

/** The oldest Node.js of `engines`, by its whole version. */
export const OLDEST_NODE = "22.3.0";
export type NodeVersion = typeof OLDEST_NODE | 22 | 24;
export const NODES: readonly NodeVersion[] = [22, 24];

/** Our packages, which have one version in a release. */
export const OURS = ["@faultwire/caller", "@faultwire/catalog", "@faultwire/handler", "@faultwire/local"];
/** Packages of others, in the ranges that ours promise to work with. */
export const COMMON = { "@aws-sdk/client-lambda": "^3.600.0", zod: "^4.0.0" };

/** The files of the projects. */
export const FILES: string = join(import.meta.dirname, "consumers");

/** The lines that a program prints: how it called, that it caught the class, the details, status and execution. */
export const caughtBy = (...ways: readonly string[]): RegExp =>
  new RegExp(`^${ways.map((way) => `${way} true o-2 404 started\\n`).join("")}$`);

export function onEachNode(check: Omit<Check, "node">, nodes: readonly NodeVersion[] = NODES): Check[] {
  return nodes.map((node) => ({ ...check, node }));
}
