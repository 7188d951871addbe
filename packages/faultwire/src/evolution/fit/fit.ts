import type { JsonSchema } from "@faultwire/infra";
import { areDisjoint } from "./are-disjoint.ts";
import { fitRules } from "./fit-rules.ts";
import { doubt, type Path, type Refusal, refuse } from "./refusal.ts";
import { resolveReference } from "./resolve.ts";
import { exactly, isSchema, listIn, rulesOf, schemasIn, valuesOf, without } from "./schema.ts";
import { writeSchema } from "./write-schema.ts";

/**
 * Finds the reasons why a schema may refuse what another one sends. None means that each value that fits the first one fits
 * the second one, too: what cannot be proved is a reason.
 */
export function findRefusals(sent: unknown, accepted: unknown): readonly Refusal[] {
  return new Comparison(sent, accepted).fit(sent, accepted, []);
}

/** The number of parts after which what is sent is not split any more: what is left counts as not proved. */
const MOST_SPLITS = 500;

class Comparison {
  readonly #sent: JsonSchema;
  readonly #accepted: JsonSchema;
  readonly #isSameDocument: boolean;
  /** The pairs that are being compared: below themselves they are taken to fit, as recursive schemas need it. */
  readonly #open = new Map<unknown, Set<unknown>>();
  #splits = 0;

  constructor(sent: unknown, accepted: unknown) {
    this.#sent = isSchema(sent) ? sent : {};
    this.#accepted = isSchema(accepted) ? accepted : {};
    this.#isSameDocument = JSON.stringify(sent) === JSON.stringify(accepted);
  }

  readonly fit = (sent: unknown, accepted: unknown, path: Path): readonly Refusal[] => {
    const ours = isSchema(sent) ? resolveReference(sent, this.#sent) : sent;
    const theirs = isSchema(accepted) ? resolveReference(accepted, this.#accepted) : accepted;
    if (isNever(ours) || theirs === true || theirs === undefined) return [];
    if (isNever(theirs)) return refuse(path, "is refused", { isOtherKind: true });
    const [from, to] = [isSchema(ours) ? ours : {}, isSchema(theirs) ? theirs : {}];
    if (this.#isSame(from, to)) return [];
    const open = this.#open.get(from) ?? new Set();
    if (open.has(to)) return [];
    this.#open.set(from, open.add(to));
    try {
      return this.#fitSent(from, to, path);
    } finally {
      open.delete(to);
    }
  };

  /** Each of the alternatives that may be sent has to fit. */
  #fitSent(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
    const parts = alternativesOf(sent);
    return parts === undefined
      ? this.#fitAccepted(sent, accepted, path)
      : unique(parts.flatMap((part) => this.fit(part, accepted, path)));
  }

  #fitAccepted(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
    for (const keyword of ["allOf", "anyOf", "oneOf"]) {
      const parts = listIn(accepted, keyword);
      if (parts.length === 0) continue;
      const rest = this.fit(sent, without(accepted, keyword), path);
      const own =
        keyword === "allOf"
          ? parts.flatMap((part) => this.fit(sent, part, path))
          : this.#fitAny(sent, parts, { path, isExclusive: keyword === "oneOf" });
      return unique([...rest, ...own]);
    }
    return this.#fitAllSent(sent, accepted, path);
  }

  /** Something that fits several schemas fits where one of them does. */
  #fitAllSent(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
    const parts = listIn(sent, "allOf");
    if (parts.length === 0) return fitRules(sent, accepted, { path, fit: this.fit });
    const schemas = [without(sent, "allOf"), ...parts].map((part) =>
      isSchema(part) ? resolveReference(part, this.#sent) : part,
    );
    const whole = mergeSchemas(schemas.filter(isSchema));
    return [whole, ...schemas]
      .map((part) => this.fit(part, accepted, path))
      .reduce((best, each) => (each.length < best.length ? each : best));
  }

  #fitAny(sent: JsonSchema, choices: readonly unknown[], place: Choice): readonly Refusal[] {
    const { path, isExclusive } = place;
    const results = choices.map((each) => this.fit(sent, each, path));
    const index = results.findIndex((each) => each.length === 0);
    if (index >= 0) {
      const others = choices.filter((each, at) => at !== index && !areDisjoint(sent, this.#resolved(each)));
      return isExclusive && others.length > 0
        ? doubt(path, "may fit more than one of the schemas of which it has to fit one")
        : [];
    }
    const parts = splitByValues(sent);
    this.#splits += parts?.length ?? 0;
    if (parts && this.#splits < MOST_SPLITS)
      return unique(parts.flatMap((part) => this.#fitAny(part, choices, place)));
    return nearest(sent, results, path);
  }

  #resolved(schema: unknown): unknown {
    return isSchema(schema) ? resolveReference(schema, this.#accepted) : schema;
  }

  /** References mean the same only in the same document. */
  #isSame(sent: JsonSchema, accepted: JsonSchema): boolean {
    const text = JSON.stringify(sent);
    return text === JSON.stringify(accepted) && (this.#isSameDocument || !text.includes('"$ref"'));
  }
}

/** Whether a schema is fitted by nothing. */
function isNever(schema: unknown): boolean {
  if (schema === false) return true;
  return (
    isSchema(schema) && (schema.not === true || (isSchema(schema.not) && rulesOf(schema.not).length === 0))
  );
}

interface Choice {
  readonly path: Path;
  /** Whether it has to fit exactly one. */
  readonly isExclusive: boolean;
}

/** The alternatives of what is sent; undefined where there is one. */
function alternativesOf(sent: JsonSchema): readonly unknown[] | undefined {
  for (const keyword of ["anyOf", "oneOf"]) {
    const rest = without(sent, keyword);
    const parts = listIn(sent, keyword);
    if (parts.length > 0)
      return rulesOf(rest).length === 0 ? parts : parts.map((part) => ({ allOf: [part, rest] }));
  }
  if (Array.isArray(sent.enum)) return sent.enum.map(exactly);
  if ("const" in sent) {
    const exact = exactly(sent.const);
    return JSON.stringify(exact) === JSON.stringify(sent) ? undefined : [exact];
  }
  return Array.isArray(sent.type) ? sent.type.map((type: unknown) => ({ ...sent, type })) : undefined;
}

/** Splits what is sent by the values of one member, as those that tell the parts of a union apart. */
function splitByValues(sent: JsonSchema): readonly JsonSchema[] | undefined {
  if (sent.type === "boolean" && !("const" in sent)) return [exactly(true), exactly(false)];
  for (const [name, each] of schemasIn(sent, "properties")) {
    const values = listIn(sent, "required").includes(name) ? valuesOf(each) : undefined;
    if (values !== undefined && values.length > 1)
      return values.map((value) => ({
        ...sent,
        properties: { ...Object(sent.properties), [name]: exactly(value) },
      }));
  }
  return undefined;
}

/** One schema of several that all fit. Where two have the same rule, one of them is enough: it holds as well. */
function mergeSchemas(schemas: readonly JsonSchema[]): JsonSchema {
  const members = new Map<string, readonly unknown[]>();
  for (const schema of schemas)
    for (const [name, each] of schemasIn(schema, "properties"))
      members.set(name, [...(members.get(name) ?? []), each]);
  const properties = [...members].map(([name, all]) => [name, all.length === 1 ? all[0] : { allOf: all }]);
  const required = [...new Set(schemas.flatMap((schema) => listIn(schema, "required")))];
  const merged: JsonSchema = Object.assign({}, ...schemas.toReversed());
  const { additionalProperties: _, ...open } = merged;
  return properties.length === 0 ? merged : { ...open, properties: Object.fromEntries(properties), required };
}

/** The reasons of the alternative that was nearest: the one of the same kind. */
function nearest(sent: JsonSchema, results: readonly (readonly Refusal[])[], path: Path): readonly Refusal[] {
  const near = results.filter((each) => !each.some(({ isOtherKind }) => isOtherKind));
  const [only] = near;
  if (near.length === 1 && only) return only;
  if (near.length > 1)
    return near
      .reduce((best, each) => (each.length < best.length ? each : best))
      .map((each) => ({ ...each, isCertain: false }));
  // A value that tells the alternatives apart, and that none of them has.
  const [first = [], ...others] = results;
  const shared = first.find(
    (each) =>
      each.isOtherKind &&
      each.path.length > path.length &&
      others.every((other) =>
        other.some(({ text, path: at }) => text === each.text && at.join() === each.path.join()),
      ),
  );
  return shared ? [shared] : refuse(path, `may be ${writeSchema(sent)}`, { isOtherKind: true });
}

function unique(refusals: readonly Refusal[]): readonly Refusal[] {
  return [...new Map(refusals.map((each) => [`${each.path.join()} ${each.text}`, each])).values()];
}
