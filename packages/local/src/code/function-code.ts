import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckedConfig } from "../config/function-config.ts";
import { BuildError, type Built, buildSource, type SourceOptions } from "./build-source.ts";
import { hasChanged, type Snapshot, snapshotOf } from "./file-changes.ts";
import type { ModuleFormat } from "./module-format.ts";

/** A function's code, built and written. */
export interface BuiltCode {
  /** The built file. */
  readonly file: string;
  readonly format: ModuleFormat;
  /** The files that it was made of. */
  readonly inputs: readonly string[];
}

/** The parts of the code of one service. */
export interface FunctionCodeOptions {
  /** The folder that built files are written to. */
  readonly folder: string;
  /** Whether a change of a file is seen. */
  readonly watch: boolean;
}

interface Build {
  readonly code: Promise<BuiltCode>;
  /** The state of its files; undefined where it failed. */
  readonly inputs: Promise<Snapshot | undefined>;
}

/** The code of a service's functions: each source is built once, for all environments. */
export class FunctionCode {
  readonly #options: FunctionCodeOptions;
  readonly #builds = new Map<string, Promise<Build>>();

  constructor(options: FunctionCodeOptions) {
    this.#options = options;
  }

  /**
   * Returns the built code of a function; undefined where Node.js runs it as it is. Where files are watched it is that of
   * now; it is the same object as long as its text is the same.
   *
   * @throws BuildError naming the function, file, line and column.
   */
  async of(config: CheckedConfig): Promise<BuiltCode | undefined> {
    try {
      return await this.#current(config);
    } catch (failure) {
      if (!(failure instanceof BuildError)) throw failure;
      throw new BuildError(`function ${config.name}: its code cannot be built\n${failure.message}`);
    }
  }

  /** Makes every function's code be built again when it is next asked for. */
  forget(): void {
    this.#builds.clear();
  }

  async #current(config: CheckedConfig): Promise<BuiltCode | undefined> {
    const options = sourceOptions(config);
    if (options === undefined) return undefined;
    const key = JSON.stringify(options);
    const known = this.#builds.get(key);
    // One after the other, so that calls at the same time share a build.
    const build = known === undefined ? this.#build(options) : this.#refresh(options, known);
    this.#builds.set(key, build);
    return (await build).code;
  }

  async #refresh(options: SourceOptions, known: Promise<Build>): Promise<Build> {
    const earlier = await known;
    if (!this.#options.watch) return earlier;
    const inputs = await earlier.inputs;
    if (inputs !== undefined && !hasChanged(inputs)) return earlier;
    const later = await this.#build(options);
    const [before, now] = await Promise.all([earlier, later].map(({ code }) => code.catch(() => undefined)));
    return before !== undefined && before.file === now?.file ? { ...later, code: earlier.code } : later;
  }

  async #build(options: SourceOptions): Promise<Build> {
    const startedAt = Date.now();
    const built = buildSource(options);
    const inputs = built.then(
      (found) => snapshotOf(found.inputs, startedAt),
      () => undefined,
    );
    const code = built.then((found) => this.#write(found));
    // Those who ask for the code get its failure.
    await code.catch(() => undefined);
    return { code, inputs };
  }

  async #write({ text, format, inputs }: Built): Promise<BuiltCode> {
    const folder = join(this.#options.folder, "built");
    const file = join(folder, `${createHash("sha256").update(text).digest("hex").slice(0, 32)}.js`);
    await mkdir(folder, { recursive: true });
    await writeFile(file, text);
    return { file, format, inputs };
  }
}

function sourceOptions({ source, taskRoot, environment }: CheckedConfig): SourceOptions | undefined {
  if (source?.esbuild === undefined) return undefined;
  const conditions = conditionsIn(environment.NODE_OPTIONS ?? "");
  return { file: source.file, esbuild: source.esbuild, taskRoot, conditions };
}

/** Reads the conditions of package exports out of Node.js's options. */
function conditionsIn(nodeOptions: string): readonly string[] {
  return [...nodeOptions.matchAll(/(?:^|\s)(?:--conditions|-C)[=\s]\s*(\S+)/g)].map(([, name = ""]) => name);
}
