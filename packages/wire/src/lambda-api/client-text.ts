import type { WireError } from "../wire-error.ts";

/** The end of the texts of the SDKs for Java: `(Service: AWSLambda; Status Code: 429; Error Code: Name; Request ID: id)`. */
const SERVICE_TEXT =
  /^ \(Service: (?:AWS)?Lambda[;,] Status Code: (\d{3})(?:[;,] Error Code: (\w+))?[;,] Request ID: ([\w-]+)(?:[^\w()-][^()]*)?\)$/;
const MARK = " (Service: ";

/**
 * Reads a refusal of the Lambda API in the text of the SDKs for Java. They repeat requests, so that the text proves
 * nothing about the first one. Returns undefined for any other text.
 */
export function decodeClientText(text: string): WireError | undefined {
  // The last mark: a message may quote one.
  const at = text.lastIndexOf(MARK);
  const found = SERVICE_TEXT.exec(text.slice(at).trimEnd());
  if (!found) return undefined;
  const [, status, errorType, requestId] = found;
  return {
    ...{ wire: "service", reportedBy: "service", payload: text, execution: "unknown" },
    ...{ errorType, message: text.slice(0, at), status: Number(status), requestId },
  };
}
