import type { ResponseFault } from "./response-fault.ts";
import type { WireRules } from "./wire-rules.ts";

/** The answers of a REST API itself where it has no result of the function, by status. */
const OWN_ANSWERS = {
  500: `{"message": "Internal server error"}`,
  504: `{"message": "Endpoint request timed out"}`,
} as const;

/** The errors whose messages an integration response takes. */
export interface TemplateRules {
  readonly rules: WireRules;
  readonly statusCode: number;
  readonly faults: readonly ResponseFault[];
  /** Whether the response takes the messages of time-outs. */
  readonly isOfTimeouts: boolean;
}

/**
 * Writes the mapping template of an integration response. A fault passes to the client. Any other error whose message
 * led here becomes an answer that an API itself makes, without a word of the error.
 */
export function responseTemplate({ rules, statusCode, faults, isOfTimeouts }: TemplateRules): string {
  // The JSON of the name: an error of the platform may have none, and then it is an empty text.
  const types = faults.map(({ errorType }) => `'"${errorType}"'`).join(", ");
  const timeouts = [`#elseif($type == '""' || $type == '"Sandbox.Timedout"')`, ...ownAnswer(504)];
  const lines = [
    `#set($type = $input.json('$.errorType'))`,
    `#set($faults = [${types}])`,
    ...rules.check,
    ...rules.body(statusCode),
    ...(isOfTimeouts ? timeouts : []),
    `#else`,
    ...ownAnswer(500),
    `#end`,
  ];
  return `${lines.join("\n")}\n`;
}

function ownAnswer(status: keyof typeof OWN_ANSWERS): readonly string[] {
  return [
    `#set($context.responseOverride.status = ${status})`,
    `#set($context.responseOverride.header.X-Amzn-ErrorType = 'InternalServerErrorException')`,
    OWN_ANSWERS[status],
  ];
}
