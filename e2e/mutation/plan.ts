/** A plan that `vitest-runs.ts` writes for the processes in which tests run; `mutant-runner.ts` reads it. */
export interface Plan {
  /** The file to which results are appended, one JSON text per line. */
  readonly results: string;
  /** The mutants to try with each test, by the test's id; absent: run all tests once, and record what they reach. */
  readonly tests?: Readonly<Record<string, readonly PlannedMutant[]>>;
  /** The files to run, quickest first. */
  readonly files: readonly string[];
  /** Milliseconds after which a test of a mutant has hung. */
  readonly timeout: number;
}

export interface PlannedMutant {
  readonly id: string;
  /** The hits after which a mutant is in an endless loop. */
  readonly limit: number;
}

/** The lines of a file of results. */
export type Result =
  | TestsReached
  | Started
  | Killed
  | Doubted
  | { readonly kind: "ended"; readonly pid: number };

/** One file of tests that ran without a mutant. */
export interface TestsReached {
  readonly kind: "reached";
  readonly tests: readonly {
    readonly id: string;
    readonly file: string;
    readonly name: string;
    readonly passed: boolean;
    /** Milliseconds. */
    readonly duration: number;
    /** The number of times that each mutant was hit. */
    readonly hits: Readonly<Record<string, number>>;
  }[];
  /** The mutants that are hit while modules load. */
  readonly loading: readonly string[];
}

/** A test that begins to run, with a mutant or, as a control, without. */
export interface Started {
  readonly kind: "started";
  readonly pid: number;
  readonly test: string;
  readonly mutant?: string;
}

export interface Killed {
  readonly kind: "killed";
  readonly test: string;
  readonly mutant: string;
  readonly message: string;
}

/** A test that fails without a mutant after it ran with some: what it killed must be tried alone. */
export interface Doubted {
  readonly kind: "doubted";
  readonly test: string;
  readonly mutants: readonly string[];
}
