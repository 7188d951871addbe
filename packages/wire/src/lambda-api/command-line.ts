import type { WireError } from "../wire-error.ts";

/** The words of the AWS CLI and of boto3 for a refusal. */
const REFUSAL =
  /^(?:\s*aws: \[ERROR\]: )?\s*(?:\S*ClientError: |\S*errorfactory\.\w+: )?An error occurred \((\w+)\) when calling the \w+ operation(?: \(reached max retries: \d+\))?: (.*)$/s;
/** The status of a name, which the words leave out. The first that fits counts. */
const STATUSES: readonly (readonly [RegExp, number])[] = [
  [/^(?:TooManyRequests|Throttling|\w*LimitExceeded)/, 429],
  [/NotFound/, 404],
  [/AccessDenied|Expired|Signature|Token|NotAuthorized|UnrecognizedClient|OptIn/, 403],
  [/TooLarge/, 413],
  [/Conflict/, 409],
  [/^(?:Service|Internal|EC2|ENI|KMS)/, 500],
];

/**
 * Reads a refusal in the words of the AWS CLI and of boto3. They may have sent several requests and report the last
 * answer, so that they prove nothing about the function. Returns undefined for any other text.
 *
 * @see https://github.com/boto/botocore/blob/develop/botocore/exceptions.py
 */
export function decodeCommandLine(text: string): WireError | undefined {
  const found = REFUSAL.exec(text);
  if (!found) return undefined;
  const errorType = String(found[1]);
  const status = STATUSES.find(([name]) => name.test(errorType))?.[1] ?? 400;
  return {
    ...{ wire: "service", payload: text, reportedBy: "service", execution: "unknown" },
    ...{ errorType, status, message: String(found[2]).trim() },
  };
}
