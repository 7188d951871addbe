import { checkMembers, checkNumber, checkObject, describe } from "./check.ts";

/** An alias that gives a share of its calls to a second version. */
export interface WeightedAlias {
  /** The version of all other calls. */
  readonly version: string;
  /** The share of one further version, from 0 to 1: `{ "2": 0.1 }`. */
  readonly additionalVersionWeights: Readonly<Record<string, number>>;
}

/** The version of an alias, or the versions that share its calls. */
export type Alias = string | WeightedAlias;

const MEMBERS: Record<keyof WeightedAlias, true> = { version: true, additionalVersionWeights: true };
const VERSION = /^[1-9]\d*$/;

/**
 * Chooses the version that a call of an alias runs.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html
 */
export function aliasVersion(alias: Alias): string {
  if (typeof alias === "string") return alias;
  const [[version, share] = [alias.version, 0]] = Object.entries(alias.additionalVersionWeights);
  return Math.random() < share ? version : alias.version;
}

/** Returns the version that an alias gives its calls to, or most of them. */
export function aliasPrimary(alias: Alias): string {
  return typeof alias === "string" ? alias : alias.version;
}

/**
 * Checks an alias.
 *
 * @returns the highest version that it names; 0 for `$LATEST`.
 * @throws TypeError naming the alias and what to do.
 */
export function checkAlias(where: string, alias: Alias): number {
  if (alias === "$LATEST") return 0;
  if (typeof alias === "object" && alias !== null) return checkWeighted(where, alias);
  return checkVersion(where, alias);
}

function checkWeighted(where: string, alias: WeightedAlias): number {
  checkMembers(where, alias, MEMBERS);
  const { version, additionalVersionWeights } = alias;
  checkObject(`${where}: additionalVersionWeights`, additionalVersionWeights);
  const shares = Object.entries(additionalVersionWeights);
  if (shares.length !== 1)
    throw new TypeError(
      `${where}: additionalVersionWeights has one further version; it has ${shares.length}`,
    );
  const versions = shares.map(([further, share]) => {
    checkNumber(`${where}: additionalVersionWeights["${further}"]`, share, { least: 0, most: 1 });
    return checkVersion(where, further);
  });
  // "The alias cannot point to $LATEST": the guide, of aliases that share out their calls.
  return Math.max(checkVersion(where, version), ...versions);
}

function checkVersion(where: string, version: string): number {
  if (typeof version === "string" && VERSION.test(version)) return Number(version);
  throw new TypeError(
    `${where} is for a version, for example "3", or for "$LATEST", which shares no calls; it is ${describe(version)}`,
  );
}
