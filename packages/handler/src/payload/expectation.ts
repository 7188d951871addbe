/** The members that zod, valibot and arktype add to the issues of the standard. */
interface LibraryIssue {
  /** A member of zod and arktype. */
  readonly code?: unknown;
  /** Three members of valibot; arktype has `expected` too. */
  readonly kind?: unknown;
  readonly type?: unknown;
  readonly requirement?: unknown;
  readonly expected?: unknown;
  /** Members of zod. */
  readonly origin?: unknown;
  readonly minimum?: unknown;
  readonly maximum?: unknown;
  readonly inclusive?: unknown;
  readonly format?: unknown;
}

const WORD = /^[a-z]+$/i;
const PLAIN = /^[\w .()-]+$/;
/** Formats of zod whose names say nothing about the value. */
const VAGUE = ["regex", "starts_with", "ends_with", "includes", "template_literal"];

/**
 * Reads the kind, bound or format that a schema asks for; undefined for anything else. Literals, patterns and
 * the words of refinements are left out: they may be secret, or repeat the input.
 */
export function expectationOf(given: object): string | undefined {
  // None of the members is trusted.
  const issue = given as LibraryIssue;
  if (issue.kind === "schema" || issue.kind === "validation") return expectationOfValibot(issue);
  return expectationOfZod(issue) ?? expectationOfArktype(issue);
}

function expectationOfZod(issue: LibraryIssue): string | undefined {
  const { code, expected, minimum, maximum, inclusive, format, origin } = issue;
  if (code === "invalid_type") return word(expected);
  if (code === "too_small" && typeof minimum === "number" && origin !== "date")
    return `${inclusive === true ? "at least" : "more than"} ${minimum}`;
  if (code === "too_big" && typeof maximum === "number" && origin !== "date")
    return `${inclusive === true ? "at most" : "less than"} ${maximum}`;
  if (code === "invalid_format" && typeof format === "string" && !VAGUE.includes(format)) return word(format);
  return undefined;
}

const BOUNDS: Readonly<Record<string, string>> = {
  min: "at least",
  max: "at most",
  gt: "more than",
  lt: "less than",
};

function expectationOfValibot({ kind, type, expected, requirement }: LibraryIssue): string | undefined {
  if (kind === "schema") return word(expected);
  if (typeof type !== "string") return undefined;
  const bound = BOUNDS[type.split("_", 1).join()];
  if (bound !== undefined) return typeof requirement === "number" ? `${bound} ${requirement}` : undefined;
  if (type === "non_empty") return "at least 1";
  const isFormat = type === "integer" || (requirement instanceof RegExp && type !== "regex");
  return isFormat ? type.replaceAll("_", " ") : undefined;
}

const ARK_CODES = ["domain", "proto", "min", "max", "minLength", "maxLength", "exactLength", "divisor"];

function expectationOfArktype({ code, expected }: LibraryIssue): string | undefined {
  if (typeof code !== "string" || typeof expected !== "string" || !PLAIN.test(expected)) return undefined;
  // The description of a pattern has an article; without a description it is the pattern itself.
  const isNamedFormat = code === "pattern" && /^an? /.test(expected);
  return isNamedFormat || ARK_CODES.includes(code) ? expected.replace(/^an? /, "") : undefined;
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && WORD.test(value) ? value.toLowerCase() : undefined;
}
