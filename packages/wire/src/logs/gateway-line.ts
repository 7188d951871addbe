import { asString, isJsonObject, parseJson } from "../json.ts";
import type { WireError } from "../wire-error.ts";

/** The id of the request to the API, which begins each line of an execution log. */
const API_ID = /^\([0-9a-zA-Z-]+\) (?=Lambda |Execution failed )/;
const FUNCTION_ERROR = /^Lambda execution failed with status \d+ due to customer function error: (.*)$/s;
const REFUSED = /^Lambda invocation failed with status: (\d+)/;
const FAILED = /^Execution failed due to (.+)$/s;
/** The end of a line about a function. */
const ID_MARK = " Lambda request id: ";

/**
 * Reads a line of API Gateway's execution log that reports an error of a function or of its integration; returns
 * undefined for any other line.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html
 */
export function decodeGatewayLine(line: string): WireError | undefined {
  const whole = line.replace(API_ID, "").trim();
  const mark = whole.lastIndexOf(ID_MARK);
  const text = mark === -1 ? whole : whole.slice(0, mark).replace(/\.$/, "");
  const requestId = mark === -1 ? undefined : whole.slice(mark + ID_MARK.length);
  const found: WireError = { wire: "log", payload: line, message: text, requestId, execution: "unknown" };
  const quoted = FUNCTION_ERROR.exec(text)?.[1];
  if (quoted !== undefined) {
    const json = parseJson(quoted);
    const members = isJsonObject(json) ? json : {};
    return {
      ...found,
      execution: "started",
      errorType: asString(members.errorType),
      message: asString(members.errorMessage) ?? quoted,
    };
  }
  const status = REFUSED.exec(text)?.[1];
  if (status !== undefined) return { ...found, reportedBy: "service", status: Number(status) };
  const reason = FAILED.exec(text)?.[1];
  if (reason === undefined) return undefined;
  const isMalformed = reason.includes("Malformed Lambda proxy response");
  return { ...found, message: reason, ...(isMalformed && { execution: "finished" }) };
}
