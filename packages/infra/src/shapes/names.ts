/** The words of a name: letters and digits between everything else, and between `a` and `B`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1 $2")
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
}

/** Writes a name as `order_id`. */
export function snakeCase(name: string): string {
  const joined = wordsOf(name).join("_").toLowerCase();
  return /^[a-z]/.test(joined) ? joined : ["member", joined].filter(Boolean).join("_");
}

/** Writes a name as `OrderId`, with a word before a digit. */
export function pascalCase(name: string, word = "Member"): string {
  const joined = wordsOf(name)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
  return /^[A-Za-z]/.test(joined) ? joined : word + joined;
}

/** Writes a name as `orderId`. */
export function camelCase(name: string): string {
  const joined = pascalCase(name);
  // A word of capitals is one word: HTTPStatus is httpStatus.
  return joined.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (start) => start.toLowerCase());
}

/** Names of one file or one type, none of them twice. */
export class UniqueNames {
  readonly #taken: Set<string>;

  /** @param reserved keywords, and names that the file has already */
  constructor(reserved: Iterable<string>) {
    this.#taken = new Set(reserved);
  }

  /** Whether a name is taken or reserved. */
  has(name: string): boolean {
    return this.#taken.has(name);
  }

  /** Takes a name; where it is taken, one with an underscore, and then a number, after it. */
  take(name: string): string {
    let found = name;
    for (let count = 1; this.#taken.has(found); count += 1) found = `${name}_${count === 1 ? "" : count}`;
    this.#taken.add(found);
    return found;
  }
}
