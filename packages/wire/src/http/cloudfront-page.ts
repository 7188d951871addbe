/** CloudFront names the failure of a function at its edge in `X-Cache`: `LambdaExecutionError from cloudfront`. */
const FAILED = /^((?:Lambda|Function)(?:\w*Error|LimitExceeded\w*|Throttle\w*))\b/;
/** The sentences of its page, between the rule below the heading and the next tag. */
const SENTENCE = /<hr[^<>]*>([^<]{1,2000})/i;

/**
 * Reads the type and the message of CloudFront's own page about a function at its edge; undefined for any other
 * answer.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-502-lambda-validation-error.html
 */
export function cloudFrontError(
  cache: string | undefined,
  body: string,
): { readonly errorType: string; readonly message: string | undefined } | undefined {
  const errorType = cache?.match(FAILED)?.[1];
  if (errorType === undefined) return undefined;
  return { errorType, message: SENTENCE.exec(body)?.[1]?.replace(/\s+/g, " ").trim() };
}
