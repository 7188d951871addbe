/** "A DimensionSet MUST NOT contain more than 30 dimension keys"; two are ours. */
const DIMENSION_LIMIT = 28;
/** Members of the line itself. */
const TAKEN = ["_aws", "FunctionName", "ErrorType", "Faults", "ServerFaults", "requestId"];

const NAMESPACE = /^[A-Za-z0-9._/#-][A-Za-z0-9._/#: -]{0,254}$/;
const DIMENSION_NAME = /^(?!:)[\x20-\x7e]{1,250}$/;
const DIMENSION_VALUE = /^(?=.*[\x21-\x7e])[\x20-\x7e]{1,1024}$/;

/**
 * Checks the namespace and dimensions against the limits of CloudWatch, which drops other metrics in silence.
 *
 * @throws TypeError naming the member, what is wrong, and what to do.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
export function checkMetrics(namespace: string, dimensions: Readonly<Record<string, string>>): void {
  if (!NAMESPACE.test(namespace) || namespace.startsWith("AWS/")) {
    refuse(
      `namespace is 1 to 255 of the letters, digits and " ._/#:-", not beginning with "AWS/" or ":"; it is ${JSON.stringify(namespace)}`,
    );
  }
  const names = Object.keys(dimensions);
  if (names.length > DIMENSION_LIMIT) {
    refuse(`at most ${DIMENSION_LIMIT} dimensions fit beside ours; there are ${names.length}`);
  }
  for (const [name, value] of Object.entries(dimensions)) checkDimension(name, value);
}

function checkDimension(name: string, value: unknown): void {
  const shown = JSON.stringify(name);
  if (TAKEN.includes(name)) refuse(`the dimension ${shown} is one of the line's own members; rename it`);
  if (!DIMENSION_NAME.test(name)) {
    refuse(`a dimension's name is 1 to 250 ASCII characters, not beginning with ":"; it is ${shown}`);
  }
  if (typeof value !== "string" || !DIMENSION_VALUE.test(value)) {
    refuse(
      `the dimension ${shown} is a text of 1 to 1024 ASCII characters, not all spaces; it is ${JSON.stringify(value)}`,
    );
  }
}

function refuse(what: string): never {
  throw new TypeError(`emfMetrics: ${what}`);
}
