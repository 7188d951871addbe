import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Mutant } from "./instrument.ts";
import { PROJECT } from "./working-copy.ts";

export type Verdict =
  /** Some test fails. */
  | { readonly kind: "killed"; readonly by: string; readonly test: string; readonly message: string }
  /** The tests that reach it pass. */
  | { readonly kind: "survived"; readonly tests: number }
  /** No test reaches it. */
  | { readonly kind: "unreached" }
  /** It changes what happens while modules load, and is not tried. */
  | { readonly kind: "static" };

interface Kept {
  readonly sourceHash: string;
  readonly testHash: string;
  readonly verdict: Verdict & { readonly kind: "killed" };
}

/** What became of each mutant, with what earlier runs found where nothing has changed. */
export class Verdicts {
  readonly #file: string;
  readonly #kept: Record<string, Kept>;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #mutants: readonly Mutant[];

  constructor(name: string, mutants: readonly Mutant[], isForced: boolean) {
    this.#file = join(PROJECT, `e2e/.cache/mutation/${name}.json`);
    this.#mutants = mutants;
    this.#kept = !isForced && existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, "utf8")) : {};
    for (const mutant of mutants) {
      const kept = this.#kept[keyOf(mutant)];
      if (kept?.sourceHash === hashOf(mutant.file) && kept.testHash === hashOf(kept.verdict.by)) {
        this.#verdicts.set(mutant.id, kept.verdict);
      }
    }
  }

  of(id: string): Verdict {
    return this.#verdicts.get(id) ?? { kind: "unreached" };
  }

  /** Whether no test has killed it. */
  isOpen(id: string): boolean {
    return this.of(id).kind !== "killed";
  }

  set(id: string, verdict: Verdict | undefined): void {
    if (verdict === undefined) this.#verdicts.delete(id);
    else this.#verdicts.set(id, verdict);
  }

  save(): void {
    for (const mutant of this.#mutants) {
      const verdict = this.of(mutant.id);
      if (verdict.kind === "killed") {
        const hashes = { sourceHash: hashOf(mutant.file), testHash: hashOf(verdict.by) };
        this.#kept[keyOf(mutant)] = { ...hashes, verdict };
      } else {
        delete this.#kept[keyOf(mutant)];
      }
    }
    mkdirSync(dirname(this.#file), { recursive: true });
    writeFileSync(this.#file, JSON.stringify(this.#kept, undefined, 1));
  }
}

function keyOf({ file, line, code, replacement, source }: Mutant): string {
  return JSON.stringify([file, line, source, code, replacement]);
}

const hashes = new Map<string, string>();

function hashOf(file: string): string {
  let hash = hashes.get(file);
  if (hash === undefined) {
    const path = join(PROJECT, file);
    hash = existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : "absent";
    hashes.set(file, hash);
  }
  return hash;
}
