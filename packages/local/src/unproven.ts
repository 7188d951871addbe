/** Thrown where AWS's behaviour is unknown or differs between versions. */
export class Unproven extends Error {
  override readonly name = "Unproven";
}
