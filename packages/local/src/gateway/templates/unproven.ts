/** A template came to a point where what AWS does is not known, or is known to differ from engine to engine. */
export class Unproven extends Error {
  override readonly name = "Unproven";
}
