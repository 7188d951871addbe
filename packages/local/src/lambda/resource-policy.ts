/** A statement of a function's resource-based policy, as the API has it. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Principal: "*" | Readonly<Record<string, string>>;
  readonly Action: string;
  readonly Resource: string;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The caller that asks for an invocation. */
export interface PolicyCaller {
  /** A service, such as `apigateway.amazonaws.com`. */
  readonly service?: string;
  /** The account that asks, or that owns what the service asks for. */
  readonly account: string;
  /** The resource that the service asks for. */
  readonly sourceArn?: string;
}

const ACTION = "lambda:InvokeFunction";

/**
 * Whether statements permit a caller to invoke the function; a condition that local knows no value for is not met.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export function permits(statements: Iterable<PolicyStatement>, caller: PolicyCaller): boolean {
  return [...statements].some(
    ({ Action, Principal, Condition = {} }) =>
      isLike(ACTION, Action) && isPrincipal(Principal, caller) && meets(Condition, caller),
  );
}

function isPrincipal(principal: PolicyStatement["Principal"], { service, account }: PolicyCaller): boolean {
  if (principal === "*") return true;
  if (service !== undefined) return principal.Service === service;
  // local knows only the account of a caller: a permission of any of its users is one of the account.
  return principal.AWS === account || principal.AWS?.split(":")[4] === account;
}

function meets(conditions: NonNullable<PolicyStatement["Condition"]>, caller: PolicyCaller): boolean {
  const values: Readonly<Record<string, string | undefined>> = {
    "aws:sourcearn": caller.sourceArn,
    "aws:sourceaccount": caller.account,
  };
  return Object.entries(conditions).every(([operator, wanted]) =>
    Object.entries(wanted).every(([key, pattern]) => {
      const value = values[key.toLowerCase()];
      return value !== undefined && (operator === "ArnLike" ? isLike(value, pattern) : value === pattern);
    }),
  );
}

/** Whether a text matches a pattern of which `*` is any text, and `?` any character. */
function isLike(text: string, pattern: string): boolean {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", "[\\s\\S]*").replaceAll("?", "[\\s\\S]")}$`).test(text);
}
