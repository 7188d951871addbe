import { type Alias, checkAlias } from "./alias.ts";
import { checkObject, checkWhole } from "./check.ts";

/** Published versions and aliases, checked. */
export interface Versions {
  readonly versions: number;
  readonly aliases: Readonly<Record<string, Alias>>;
}

/** The members of the configuration that name versions. */
interface VersionConfig {
  readonly versions?: number;
  readonly aliases?: Readonly<Record<string, Alias>>;
}

/** AWS's pattern of an alias; one of digits alone would be a version. */
const ALIAS = /^(?!\d+$)[a-zA-Z0-9-_]{1,128}$/;

/**
 * Checks a function's versions and aliases.
 *
 * @throws TypeError naming the function, the member and what to do.
 */
export function checkVersions(name: string, { aliases = {}, versions }: VersionConfig): Versions {
  if (versions !== undefined) checkWhole(`function ${name}: versions`, versions, { least: 0 });
  checkObject(`function ${name}: aliases`, aliases);
  const named = Object.entries(aliases).map(([alias, version]) => {
    if (!ALIAS.test(alias)) {
      throw new TypeError(
        `function ${name}: the alias ${JSON.stringify(alias)} is 1 to 128 letters, digits, "-" or "_", and not digits alone`,
      );
    }
    return checkAlias(`function ${name}: the alias ${alias}`, version);
  });
  const highest = Math.max(0, ...named);
  if (versions !== undefined && highest > versions) {
    throw new TypeError(
      `function ${name}: an alias is for version ${highest}, but versions is ${versions}; raise it, or leave it out`,
    );
  }
  return { versions: versions ?? highest, aliases };
}
