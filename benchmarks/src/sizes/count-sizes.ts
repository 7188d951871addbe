import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { BY_HAND, OURS, PEERS } from "../imports/functions.ts";
import { prepareFunctions } from "../imports/prepare-functions.ts";
import { markdownTable } from "../report/markdown.ts";

const MINIFIED = { name: "", minify: true };
const FUNCTIONS = [BY_HAND, OURS, ...PEERS];

/** Counts the bytes of small functions in one file, with all that they import. */
export async function sizesTable(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "faultwire-sizes-"));
  try {
    const deployments = FUNCTIONS.map((of) => ({ of, bundling: MINIFIED }));
    const prepared = await prepareFunctions(folder, deployments);
    const rows = prepared.map(({ file }, index) => {
      const code = readFileSync(file);
      return [FUNCTIONS[index]?.name ?? "", String(code.length), String(gzipSync(code, { level: 9 }).length)];
    });
    return markdownTable(["", "minified", "and gzipped"], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
