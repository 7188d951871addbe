/** The runtimes there are, by AWS's names. The OS-only one runs any executable that speaks the Runtime API. */
export const RUNTIMES = ["nodejs26.x", "nodejs24.x", "nodejs22.x", "provided.al2023"] as const;

/** A handler's module that is not JavaScript, which is all that the runtime client looks for. */
export interface SourceModule {
  readonly file: string;
  /** The main module of the esbuild that builds it. Without one Node.js removes its types. */
  readonly esbuild: string | undefined;
}

/** The program of a function's process, and its folder. */
export interface Program {
  /** The executable and its arguments. */
  readonly command: readonly string[];
  /** The folder of the code: `LAMBDA_TASK_ROOT` and working directory of the function. */
  readonly taskRoot: string;
  /** The value of `_HANDLER`, relative to the folder. */
  readonly handlerInTask: string;
  /** The handler's module where it is TypeScript or JSX. */
  readonly source: SourceModule | undefined;
  /** `AWS_EXECUTION_ENV`, which OS-only runtimes have not. */
  readonly executionEnvironment: string | undefined;
  /** Whether its client is one that tells which event it has given to the handler. */
  readonly reportsDelivery: boolean;
}
