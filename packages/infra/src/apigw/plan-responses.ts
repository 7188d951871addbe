import type { ResponseFault } from "./response-fault.ts";
import { responseTemplate } from "./response-template.ts";
import type { WireRules } from "./wire-rules.ts";

/** A response to errors: API Gateway has one for each status. */
export interface ErrorResponse {
  readonly statusCode: number;
  /** A Java regular expression for the whole of `errorMessage`. No message matches two, and each but the empty one matches one. */
  readonly selectionPattern: string;
  readonly template: string;
}

/** The beginnings of the messages of time-outs, in the three ways in which Lambda has written them. */
const TIMEOUT = String.raw`(?:RequestId: [\w-]{0,64} Error: |\d[\w:.+-]{0,64} [\w-]{0,64} )?Task timed out after [\d.]{1,16} seconds`;
const UNDECLARED_STATUS = 500;
const TIMEOUT_STATUS = 504;
/** A dot would match no line break. */
const ANYTHING = String.raw`[\s\S]`;

/** Makes the responses to faults, to time-outs (504), and to all other errors (500), in the order of their statuses. */
export function planResponses(rules: WireRules): readonly ErrorResponse[] {
  const statuses = rules.selectable.map(({ status }) => status);
  const all = [...new Set([...statuses, UNDECLARED_STATUS, TIMEOUT_STATUS])].sort(
    (one, other) => one - other,
  );
  return all.map((statusCode) => {
    const faults = rules.selectable.filter(({ status }) => status === statusCode);
    const passing = statusCode === UNDECLARED_STATUS ? [...faults, ...rules.others] : faults;
    const isOfTimeouts = statusCode === TIMEOUT_STATUS;
    return {
      statusCode,
      selectionPattern: patternOf(statusCode, faults, rules),
      template: responseTemplate({ rules, statusCode, faults: passing, isOfTimeouts }),
    };
  });
}

function patternOf(statusCode: number, faults: readonly ResponseFault[], rules: WireRules): string {
  const { selectable, likeTimeouts, matching } = rules;
  const timeout = `${unless(likeTimeouts, rules)}${TIMEOUT}`;
  const own = faults.length === 0 ? [] : [matching(faults)];
  switch (statusCode) {
    case TIMEOUT_STATUS:
      return [...own, `${timeout}${ANYTHING}*`].join("|");
    case UNDECLARED_STATUS: {
      const elsewhere = selectable.filter(({ status }) => status !== UNDECLARED_STATUS);
      return `${unless(elsewhere, rules)}(?!${timeout})${ANYTHING}+`;
    }
    default:
      return own.join("|");
  }
}

function unless(faults: readonly ResponseFault[], { ahead }: WireRules): string {
  return faults.length === 0 ? "" : `(?!${ahead(faults)})`;
}
