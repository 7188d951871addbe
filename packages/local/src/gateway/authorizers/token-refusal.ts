/** Thrown for a token that is refused, with the reason that the client gets. */
export class TokenRefusal extends Error {
  override readonly name = "TokenRefusal";
}
