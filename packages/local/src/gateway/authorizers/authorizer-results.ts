import type { Clock } from "../../virtual-clock.ts";
import type { Grant } from "./grant.ts";

interface Kept {
  readonly grant: Grant;
  /** The ends of its time by both clocks, in milliseconds as of `Date.now()`. */
  readonly until: Times;
}

interface Times {
  readonly real: number;
  readonly virtual: number;
}

/** The answers of authorizers that are kept for a while. Their time passes by itself, and by `clock.advance`. */
export class AuthorizerResults {
  readonly #clock: Pick<Clock, "now">;
  readonly #kept = new Map<string, Kept>();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  /** The later one of the real time and that of the clock, in milliseconds as of `Date.now()`. */
  get now(): number {
    const { real, virtual } = this.#times;
    return Math.max(real, virtual);
  }

  find(key: string): Grant | undefined {
    const { grant, until } = this.#kept.get(key) ?? {};
    const { real, virtual } = this.#times;
    if (until !== undefined && real < until.real && virtual < until.virtual) return grant;
    this.#kept.delete(key);
    return undefined;
  }

  keep(key: string, grant: Grant, seconds: number): void {
    const { real, virtual } = this.#times;
    const until = { real: real + seconds * 1000, virtual: virtual + seconds * 1000 };
    if (seconds > 0) this.#kept.set(key, { grant, until });
  }

  /** Drops all answers. */
  forget(): void {
    this.#kept.clear();
  }

  get #times(): Times {
    return { real: Date.now(), virtual: this.#clock.now.getTime() };
  }
}
