/** The number of invocations whose logs are kept. */
const KEPT = 1000;

/** The options of a function's log. */
export interface FunctionLogOptions {
  readonly onText: (text: string) => void;
  readonly keepHistory: boolean;
}

/** The log of one function: what its last invocations wrote, in the order in which they ended. */
export class FunctionLog {
  #texts: string[] = [];
  readonly #onText: (text: string) => void;
  readonly #keepsHistory: boolean;

  /** With `keepHistory: false` lines go to `onText` and are not kept. */
  constructor({ onText, keepHistory }: FunctionLogOptions) {
    this.#onText = onText;
    this.#keepsHistory = keepHistory;
  }

  /** Adds an invocation's log, whole lines. */
  add(text: string): void {
    if (this.#keepsHistory) this.#texts.push(text);
    this.#onText(text);
    if (this.#texts.length >= 2 * KEPT) this.#texts = this.#texts.slice(-KEPT);
  }

  /** Empties it. */
  forget(): void {
    this.#texts = [];
  }

  get lines(): readonly string[] {
    const text = this.#texts.slice(-KEPT).join("");
    return text === "" ? [] : text.replace(/\n$/, "").split("\n");
  }
}
