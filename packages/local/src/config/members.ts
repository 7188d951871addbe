/**
 * Checks that a configuration is an object, and that all its members are among those that there are: a misspelt one
 * would go unnoticed.
 *
 * @throws TypeError naming what is wrong and the members that there are.
 */
export function checkMembers<Config extends object>(
  what: string,
  given: Config,
  members: Readonly<Record<keyof Config, true>>,
): void {
  checkObject(what, given);
  const unknown = Object.keys(given).find((member) => !Object.hasOwn(members, member));
  if (unknown !== undefined)
    throw new TypeError(
      `${what}: there is no member ${unknown}; there are ${Object.keys(members).join(", ")}`,
    );
}

/**
 * Checks that something is an object; its members have names of the user's.
 *
 * @throws TypeError naming it.
 */
export function checkObject(what: string, given: object): void {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return;
  throw new TypeError(`${what} is an object; it is ${JSON.stringify(given)}`);
}
