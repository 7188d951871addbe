/** A step to a value inside details: the name of a member, an index, `*` for any member, or `[]` for any item. */
export type Path = readonly (string | number)[];

/** A reason why a schema may refuse a value that another one sends. */
export interface Refusal {
  readonly path: Path;
  /** The rest of a sentence that begins with the path, such as `may be missing`. */
  readonly text: string;
  /** Whether the value is of another kind than the schema describes: another type, or another constant. */
  readonly isOtherKind: boolean;
  /** Whether it is certain; otherwise the schemas do not show it. */
  readonly isCertain: boolean;
}

/** Makes the list with one reason. */
export function refuse(path: Path, text: string, options: Partial<Refusal> = {}): readonly Refusal[] {
  return [{ path, text, isOtherKind: false, isCertain: true, ...options }];
}

/** Makes the list with one reason that the schemas do not show. */
export function doubt(path: Path, text: string): readonly Refusal[] {
  return refuse(path, text, { isCertain: false });
}

/** Writes a path as people read it: `lines[].kind`. */
export function writePath(path: Path): string {
  const text = path
    .map((step) => (typeof step === "number" ? `[${step}]` : step === "[]" ? step : `.${step}`))
    .join("");
  return path.length === 0 ? "the details" : text.replace(/^\./, "");
}
