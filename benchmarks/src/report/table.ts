/** A table of the page. */
export interface Table {
  /** The name of its block in the page, and of `--only`. */
  readonly name: string;
  /** Whether the figures are counts without noise, the same in each run. */
  readonly isCounted?: true;
  /** Measures, and returns the table in Markdown. */
  readonly measure: () => Promise<string>;
}
