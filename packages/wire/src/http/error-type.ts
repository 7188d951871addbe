/** The header that names an error's type, in AWS's own spelling; compared without case. */
export const ERROR_TYPE_HEADER = "X-Amzn-ErrorType";

/** The end of a name: the next one, or a URI, which may have a # of its own. */
const END = /[,:]|$/;

/**
 * Reads an error type as AWS's services write it in a header or a body: `Foo`, `Foo:http://...`, `ns#Foo` and
 * `ns#Foo:http://...` all name Foo. A header that was sent twice arrives as `Foo, Foo`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export function decodeErrorType(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const first = value.slice(0, value.search(END));
  const name = first.slice(first.indexOf("#") + 1).trim();
  return name === "" ? undefined : name;
}
