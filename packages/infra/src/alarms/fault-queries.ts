import { DETAILS_LINE } from "./filter-pattern.ts";

/** The queries of a catalog. */
export interface FaultQueries {
  /** The number of each fault, and the time of the last one. */
  readonly byFault: string;
  /** The number of each fault in each hour. */
  readonly byHour: string;
  /** The last lines, with the name of the fault. */
  readonly latest: string;
}

const NAME = String.raw`[A-Za-z_][\w.$-]*`;
const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
/** The beginning of a line in the runtime's two formats. */
const JSON_HEAD = String.raw`\{"timestamp":"[^"]*","level":"ERROR","requestId":"[^"]*",(?:"tenantId":${TEXT},)?"message":\{`;
const TEXT_HEAD = String.raw`[^\t]*\t[^\t]*\tERROR\t`;
/** The beginning of a line of Powertools' Logger, before any member that is an object or a list. */
const LOGGER_HEAD = String.raw`\{"level":"ERROR","message":${TEXT},[^{[]*`;
const DETAILS = `"${DETAILS_LINE.replace(/[[\]]/g, "\\$&")}`;

/** Lines of a fault, whose name is a group of the expression: the wrapper's, and the runtime's in each of its formats. */
const LINES = {
  answered: String.raw`^(?:${JSON_HEAD}|${TEXT_HEAD}\{|${LOGGER_HEAD})"faultwire":"(?<answered>${NAME})","isLoggedByRuntime":false,`,
  thrown: String.raw`^${JSON_HEAD}"errorType":"(?<thrown>${NAME})","errorMessage":${TEXT},"stackTrace":\[${TEXT},${DETAILS}`,
  // The stack is the last member there.
  printed: String.raw`^${TEXT_HEAD}Invoke Error \t\{"errorType":"(?<printed>${NAME})",.*"stack":\[${TEXT},${DETAILS}(?:[^"\\]|\\.)*"(?:,${TEXT})*\]\}\s*$`,
};

/**
 * Writes queries of CloudWatch Logs Insights that group what the log has by fault. They read both formats of Lambda's
 * log, and count a fault with two lines once.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */
export function faultQueries(names: readonly string[]): FaultQueries {
  const lines = [
    "fields @timestamp, @message, @log",
    ...Object.values(LINES).map((expression) => `parse @message /${expression}/`),
    `fields coalesce(${Object.keys(LINES).join(", ")}) as fault`,
    `filter fault in ${JSON.stringify(names)}`,
  ];
  const query = (...more: readonly string[]) => [...lines, ...more].join("\n| ");
  return {
    byFault: query("stats count(*) as errors, latest(@timestamp) as last by fault", "sort errors desc"),
    byHour: query("stats count(*) as errors by bin(1h) as hour, fault", "sort hour desc"),
    latest: query("sort @timestamp desc", "limit 100", "display @timestamp, fault, @log, @message"),
  };
}
