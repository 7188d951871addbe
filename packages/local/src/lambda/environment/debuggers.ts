/** The functions that are debugged, and how. */
export interface DebugOptions {
  /**
   * The first port that a debugger attaches to. Each further environment has the next.
   *
   * @default 9229
   */
  readonly port?: number;
  /**
   * Whether a function's code runs only once a debugger is attached, so that it can stop in the code that runs first.
   *
   * @default false
   */
  readonly wait?: boolean;
  /**
   * The names of the functions.
   *
   * @default all
   */
  readonly functions?: readonly string[];
}

/** An environment that a debugger can attach to. */
export interface DebuggedEnvironment {
  readonly functionName: string;
  /** The inspector of Node.js: `ws://127.0.0.1:9229/...`. */
  readonly url: string;
}

/** Called when an environment listens for a debugger. */
export type DebuggerListener = (environment: DebuggedEnvironment) => void;

/** An environment's place among the debugged ones. */
export interface DebuggerPlace {
  readonly port: number;
  readonly wait: boolean;
  /** Records the URL on which its process listens. */
  listens(url: string): void;
  /** Gives the place back; its process has ended. */
  leave(): void;
}

/** As Node.js has it: Chrome looks there by itself. */
const FIRST_PORT = 9229;

/** The debuggers of a service's functions: the port of each environment, and its URL. */
export class Debuggers {
  readonly #options: DebugOptions;
  readonly #onListening: DebuggerListener;
  readonly #byPort = new Map<number, DebuggedEnvironment | undefined>();

  constructor(options: DebugOptions, onListening: DebuggerListener) {
    this.#options = options;
    this.#onListening = onListening;
  }

  /** The environments that listen now. */
  get listening(): readonly DebuggedEnvironment[] {
    return [...this.#byPort.values()].filter((each) => each !== undefined);
  }

  /** Whether a function is debugged: it is not frozen and has no time limit. */
  includes(functionName: string): boolean {
    return this.#options.functions?.includes(functionName) ?? true;
  }

  /** Takes the first free place. */
  enter(functionName: string): DebuggerPlace {
    let { port = FIRST_PORT } = this.#options;
    while (this.#byPort.has(port)) port += 1;
    this.#byPort.set(port, undefined);
    return {
      port,
      wait: this.#options.wait ?? false,
      listens: (url) => {
        if (!this.#byPort.has(port)) return;
        const environment = { functionName, url };
        this.#byPort.set(port, environment);
        this.#onListening(environment);
      },
      leave: () => void this.#byPort.delete(port),
    };
  }
}
