import type { JsonSchema } from "@faultwire/infra";
import type { ChangeKind } from "./change.ts";
import { type Path, writePath } from "./fit/refusal.ts";
import { isSchema, listIn, rulesOf, schemasIn } from "./fit/schema.ts";
import { writeSchema } from "./fit/write-schema.ts";

/** The two schemas of a part of the details. */
export interface Exchange {
  readonly sent: unknown;
  readonly accepted: unknown;
}

/** A difference between two versions of details. */
export interface Difference {
  readonly path: Path;
  readonly kind: ChangeKind;
  readonly text: string;
  /** Whether it is near rules that no JSON Schema shows, so that they may have changed with it. */
  readonly isHidden: boolean;
}

/** Finds the parts of details that have changed, as deep as both versions have the same shape. */
export function diffDetails(old: Exchange, fresh: Exchange, path: Path = []): readonly Difference[] {
  if (JSON.stringify(old) === JSON.stringify(fresh)) return [];
  const isHidden = [old, fresh].some(
    ({ sent, accepted }) => hasHiddenRules(sent) || hasHiddenRules(accepted),
  );
  if (isHidden) return [changed(old, fresh, path)];
  if (areObjects(old, fresh)) return diffObjects(old, fresh, path);
  if (areLists(old, fresh)) return diffDetails(itemsOf(old), itemsOf(fresh), [...path, "[]"]);
  return [changed(old, fresh, path)];
}

/** A change that is not looked into: any hidden rule in it may have changed with it. */
function changed(
  { sent: old, accepted: oldAccepted }: Exchange,
  { sent: fresh, accepted: freshAccepted }: Exchange,
  path: Path,
): Difference {
  const isHidden = hasHiddenRulesBelow([old, oldAccepted, fresh, freshAccepted]);
  const isSent = JSON.stringify(old) !== JSON.stringify(fresh);
  const [was, is] = isSent ? [old, fresh] : [oldAccepted, freshAccepted];
  const what = isSent ? "" : ", as callers accept it,";
  return {
    ...{ path, isHidden, kind: "member-changed" },
    text: `${writePath(path)}${what} was ${writeSchema(was)} and is ${writeSchema(is)}`,
  };
}

function diffObjects(old: Exchange, fresh: Exchange, path: Path): readonly Difference[] {
  const names = new Set([
    ...schemasIn(Object(old.sent), "properties").keys(),
    ...schemasIn(Object(fresh.sent), "properties").keys(),
  ]);
  const found = [...names].sort().flatMap((name) => diffMember(old, fresh, [...path, name]));
  const rest = [old, fresh].map((each) => JSON.stringify([restOf(each.sent), restOf(each.accepted)]));
  if (rest[0] === rest[1]) return found;
  const [was, is] = [othersOf(old), othersOf(fresh)];
  const text =
    was === is
      ? `the definitions below ${writePath(path)} have changed`
      : `further members of ${writePath(path)} were ${was}, and are ${is}`;
  return [...found, { path, isHidden: hasHiddenRulesBelow(rest), kind: "member-changed", text }];
}

function othersOf({ accepted }: Exchange): string {
  const { additionalProperties: others } = Object(accepted);
  if (others === false) return "refused";
  return others === undefined ? "left out" : `taken as ${writeSchema(others)}`;
}

function diffMember(old: Exchange, fresh: Exchange, path: Path): readonly Difference[] {
  const name = String(path.at(-1));
  const [was, is] = [memberOf(old, name), memberOf(fresh, name)];
  const written = writePath(path);
  const added = { path, isHidden: false };
  if (was === undefined || is === undefined) {
    const [there, schema] = is === undefined ? [old, was] : [fresh, is];
    const kind = is === undefined ? "member-removed" : "member-added";
    const text = `${written} ${is === undefined ? "is gone; it was" : "is new:"} ${presence(there, name)}, ${writeSchema(schema?.sent)}`;
    return [{ ...added, kind, text }];
  }
  const [before, after] = [presence(old, name), presence(fresh, name)];
  const own = diffDetails(was, is, path);
  if (before === after) return own;
  const kind = after === "required" ? "member-required" : "member-optional";
  return [{ ...added, kind, text: `${written} was ${before} and is ${after}` }, ...own];
}

function memberOf({ sent, accepted }: Exchange, name: string): Exchange | undefined {
  const own = schemasIn(Object(sent), "properties");
  if (!own.has(name)) return undefined;
  const theirs = schemasIn(Object(accepted), "properties");
  return { sent: own.get(name), accepted: theirs.has(name) ? theirs.get(name) : own.get(name) };
}

function presence({ sent, accepted }: Exchange, name: string): string {
  const isSent = listIn(Object(sent), "required").includes(name);
  const isNeeded = listIn(Object(accepted), "required").includes(name);
  if (isSent === isNeeded) return isSent ? "required" : "optional";
  return isSent ? "required with a default" : "optional";
}

/** Objects that differ in their members and in what they take besides. */
function areObjects(...exchanges: readonly Exchange[]): boolean {
  return exchanges.every(({ sent, accepted }) =>
    [sent, accepted].every(
      (each) =>
        isSchema(each) &&
        each.type === "object" &&
        rulesOf(each).every((rule) => /^(?:type|properties|required|additionalProperties)$/.test(rule)),
    ),
  );
}

function restOf(schema: unknown): unknown {
  const { properties: _properties, required: _required, ...rest } = Object(schema);
  return rest;
}

/** Lists that differ in their items alone. */
function areLists(...exchanges: readonly Exchange[]): boolean {
  const rests = exchanges.flatMap(({ sent, accepted }) =>
    [sent, accepted].map((each) => {
      const { items, ...rest } = Object(each);
      return isSchema(items) && rest.type === "array" ? JSON.stringify(rest) : "not a list";
    }),
  );
  return rests.every((each) => each === rests[0] && each !== "not a list");
}

function itemsOf({ sent, accepted }: Exchange): Exchange {
  return { sent: Object(sent).items, accepted: Object(accepted).items };
}

function hasHiddenRules(schema: unknown): boolean {
  return isSchema(schema) && schema["x-hidden-rules"] !== undefined;
}

function hasHiddenRulesBelow(values: unknown): boolean {
  return JSON.stringify(values).includes("x-hidden-rules");
}

/** The schemas of details, where the library shows them. */
export function exchangeOf({
  schema,
  accepts,
}: {
  readonly schema?: JsonSchema;
  readonly accepts?: JsonSchema;
}): Exchange {
  return { sent: schema, accepted: accepts ?? schema };
}
