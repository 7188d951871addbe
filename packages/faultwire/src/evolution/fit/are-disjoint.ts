import { isSchema, listIn, schemasIn, valuesOf } from "./schema.ts";

/** Whether no value fits both schemas, as far as their types and constants show. */
export function areDisjoint(sent: unknown, other: unknown): boolean {
  if (sent === false || other === false) return true;
  if (!isSchema(sent) || !isSchema(other)) return false;
  const [ours, theirs] = [valuesOf(sent), valuesOf(other)];
  if (ours && theirs && !ours.some((each) => includes(theirs, each))) return true;
  const [type, types] = [sent.type, typesOf(other.type)];
  if (typeof type === "string" && types && !types.includes(type))
    return !isNumber(type) || !types.some(isNumber);
  return areDisjointObjects(sent, other);
}

function areDisjointObjects(
  sent: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
): boolean {
  const theirs = schemasIn(other, "properties");
  const ours = schemasIn(sent, "properties");
  const isClosed = sent.additionalProperties === undefined || sent.additionalProperties === false;
  if (
    isClosed &&
    listIn(other, "required").some((name) => !ours.has(String(name))) &&
    other.type === "object"
  )
    return true;
  return listIn(sent, "required").some((each) => {
    const name = String(each);
    if (!theirs.has(name)) return other.additionalProperties === false;
    return areDisjoint(ours.get(name), theirs.get(name));
  });
}

function typesOf(type: unknown): readonly unknown[] | undefined {
  if (Array.isArray(type)) return type;
  return typeof type === "string" ? [type] : undefined;
}

function isNumber(type: unknown): boolean {
  return type === "number" || type === "integer";
}

function includes(values: readonly unknown[], value: unknown): boolean {
  return values.some((each) => JSON.stringify(each) === JSON.stringify(value));
}
