/** The parts of a function's name or ARN. */
interface FunctionName {
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly name: string;
  readonly qualifier?: string | undefined;
}

/** A name, `name:alias`, `account:function:name:alias`, or an ARN. */
const FUNCTION =
  /^(?:(?:arn:[\w-]+:lambda:(?<region>[\w-]+):)?(?<account>\d{12}):function:)?(?<name>[\w-]+)(?::(?<qualifier>[\w$.-]+))?$/;

/** Whether a function, as a user names it, is the one of an ARN: each part that the user gives is the same. */
export function isSameFunction(given: string, arn: string): boolean {
  const wanted = partsOf(given);
  const actual = partsOf(arn);
  if (wanted === undefined || actual === undefined) return given === arn;
  const { account, region, name, qualifier } = wanted;
  return (
    name === actual.name &&
    (account ?? actual.account) === actual.account &&
    (region ?? actual.region) === actual.region &&
    (qualifier ?? actual.qualifier) === actual.qualifier
  );
}

/** Whether a text is the name or the ARN of a function, and not of another target. */
export function isFunctionName(text: string): boolean {
  return partsOf(text) !== undefined;
}

function partsOf(text: string): FunctionName | undefined {
  const groups = FUNCTION.exec(text)?.groups;
  return groups && { ...groups, name: groups.name ?? "" };
}
