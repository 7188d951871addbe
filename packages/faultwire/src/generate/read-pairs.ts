import { UsageError } from "../usage-error.ts";

/**
 * Reads the values of an option that is written `NAME=VALUE`, once for each name.
 *
 * @throws UsageError for a value without a name.
 */
export function readPairs(option: string, given: readonly string[]): Readonly<Record<string, string>> {
  const pairs = given.map((pair) => {
    const end = pair.indexOf("=");
    if (end < 1) throw new UsageError(`generate: ${option} is NAME=VALUE; it is ${pair}`);
    return [pair.slice(0, end), pair.slice(end + 1)] as const;
  });
  return Object.fromEntries(pairs);
}
