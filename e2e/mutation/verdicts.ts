import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Mutant } from "./instrument.ts";

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

interface TriedPackage {
  /** The folder of the project. */
  readonly root: string;
  readonly name: string;
  readonly mutants: readonly Mutant[];
  /** Whether to forget what earlier runs found. */
  readonly isForced: boolean;
}

/** The verdict on each mutant; those of earlier runs count where nothing has changed. */
export class Verdicts {
  readonly #file: string;
  readonly #kept: Record<string, Kept>;
  readonly #verdicts = new Map<string, Verdict>();
  readonly #mutants: readonly Mutant[];
  readonly #hashes: FileHashes;

  constructor({ root, name, mutants, isForced }: TriedPackage) {
    this.#file = join(root, `e2e/.cache/mutation/${name}.json`);
    this.#mutants = mutants;
    this.#hashes = new FileHashes(root);
    this.#kept = !isForced && existsSync(this.#file) ? JSON.parse(readFileSync(this.#file, "utf8")) : {};
    for (const mutant of mutants) {
      const kept = this.#kept[keyOf(mutant)];
      if (kept && this.#isOfToday(kept, mutant)) {
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

  #isOfToday({ sourceHash, testHash, verdict }: Kept, { file }: Mutant): boolean {
    return sourceHash === this.#hashes.of(file) && testHash === this.#hashes.of(verdict.by);
  }

  save(): void {
    for (const mutant of this.#mutants) {
      const verdict = this.of(mutant.id);
      if (verdict.kind === "killed") {
        const hashes = { sourceHash: this.#hashes.of(mutant.file), testHash: this.#hashes.of(verdict.by) };
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

/** The hashes of a project's files, each read once. */
class FileHashes {
  readonly #root: string;
  readonly #hashes = new Map<string, string>();

  constructor(root: string) {
    this.#root = root;
  }

  of(file: string): string {
    let hash = this.#hashes.get(file);
    if (hash === undefined) {
      const path = join(this.#root, file);
      hash = existsSync(path) ? createHash("sha256").update(readFileSync(path)).digest("hex") : "absent";
      this.#hashes.set(file, hash);
    }
    return hash;
  }
}
