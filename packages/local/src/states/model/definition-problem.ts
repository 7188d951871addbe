/** A definition that is not valid, or has something that local does not do. */
export class DefinitionProblem extends Error {
  override readonly name = "DefinitionProblem";

  /** `place`: `state Charge: Retry[0].ErrorEquals`. */
  constructor(place: string, problem: string) {
    super(`${place} ${problem}`);
  }
}
