import { execFileSync } from "node:child_process";
import { sourceEnvironment } from "./source-environment.ts";

/** Compiles the sources that functions of tests run, once: a function that is stopped keeps nothing of its own. */
export default function compileSources(): void {
  if (sourceEnvironment.NODE_COMPILE_CACHE === undefined) return;
  const load =
    'await Promise.all(["@faultwire/catalog", "@faultwire/handler", "zod"].map((name) => import(name)))';
  execFileSync(process.execPath, ["--input-type=module", "-e", load], {
    env: { PATH: process.env.PATH, ...sourceEnvironment },
  });
}
