/** The header that names an error's type, in AWS's own spelling; compared without case. */
export const ERROR_TYPE_HEADER = "X-Amzn-ErrorType";

const SEPARATOR = /,|$/;

/**
 * Reads an error type as AWS's services write it in a header or a body: `Foo`, `Foo:http://...`, `ns#Foo` and
 * `ns#Foo:http://...` all name Foo. A header that was sent twice arrives as `Foo, Foo`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function decodeErrorType(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const first = value.slice(0, value.search(SEPARATOR));
  // The URI goes before the namespace: it may hold a # of its own.
  const [withoutUri = ""] = first.split(":", 1);
  const name = withoutUri.slice(withoutUri.indexOf("#") + 1).trim();
  return name === "" ? undefined : name;
}
