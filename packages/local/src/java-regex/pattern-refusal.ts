/** A Java regular expression cannot be run here, or not in Java either. */
export class PatternRefusal extends Error {
  override readonly name = "PatternRefusal";

  constructor(part: string, why: string) {
    super(`${part}: ${why}`);
  }
}
