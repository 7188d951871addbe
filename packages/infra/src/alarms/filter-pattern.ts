import { encodeStandard } from "@faultwire/wire";

/** The details line of a fault that the runtime gets, as far as it is always the same. Read off the code that writes it. */
export const DETAILS_LINE = detailsLine();

function detailsLine(): string {
  const fault = { errorType: "E", message: "m", status: 500, retryable: false };
  const [, line = ""] = encodeStandard(fault, "c", "").stack.split("\n");
  return line.slice(0, line.indexOf("{"));
}

/**
 * Writes the filter pattern that takes the line of one fault, in the JSON format of Lambda's log. No text of a message or
 * of details can stand where it looks, and a fault with two lines is taken once. The longest name fits into
 * CloudWatch's 1024 characters.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function filterPattern(errorType: string): string {
  const lines = [
    // The wrapper's line, as the runtime writes it and as Powertools' Logger does.
    ...["$.message", "$"].map((at) => `${at}.faultwire = "${errorType}" && ${at}.isLoggedByRuntime IS FALSE`),
    // The runtime's line. An error that a function logs itself has no details line.
    `$.level = "ERROR" && $.message.errorType = "${errorType}" && $.message.stackTrace[1] = "${DETAILS_LINE}*"`,
  ];
  return `{ ${lines.map((line) => `(${line})`).join(" || ")} }`;
}
