/** The parts of a function's name. */
export interface FunctionName {
  readonly name: string;
  readonly region: string | undefined;
  readonly accountId: string | undefined;
  /** A version or an alias. */
  readonly qualifier: string | undefined;
}

/** The pattern that AWS prints where a name does not match it; recorded 2025-11. */
export const FUNCTION_NAME_PATTERN =
  "(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?";

/** The same, with names for its groups. */
const PATTERN =
  /^(?:arn:(?:aws[a-zA-Z-]*)?:lambda:)?(?:(?<region>(?:eusc-)?[a-z]{2}(?:-gov|-iso[a-z]?)?-[a-z]+-\d):)?(?:(?<accountId>\d{12}):)?(?:function:)?(?<name>[a-zA-Z0-9-_.]+)(?::(?<qualifier>\$LATEST(?:\.PUBLISHED)?|[a-zA-Z0-9-_]+))?$/;

/** Reads a name, partial ARN or ARN, with or without a qualifier; undefined for any other text. */
export function parseFunctionName(text: string): FunctionName | undefined {
  const { name, region, accountId, qualifier } = PATTERN.exec(text)?.groups ?? {};
  return name === undefined ? undefined : { name, region, accountId, qualifier };
}
