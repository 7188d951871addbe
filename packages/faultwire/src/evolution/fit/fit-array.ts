import type { JsonSchema } from "@faultwire/infra";
import { fitRange } from "./fit-scalar.ts";
import { type Path, type Refusal, refuse } from "./refusal.ts";
import { listIn, numberIn } from "./schema.ts";

/** Compares what is below two schemas. */
type Fit = (sent: unknown, accepted: unknown, path: Path) => readonly Refusal[];

/** Compares lists and tuples, item by item. */
export function fitArray(sent: JsonSchema, accepted: JsonSchema, { path, fit }: Below): readonly Refusal[] {
  const [ours, theirs] = [listIn(sent, "prefixItems"), listIn(accepted, "prefixItems")];
  const longest = numberIn(sent, "maxItems") ?? Number.POSITIVE_INFINITY;
  const length = Math.max(ours.length, theirs.length);
  const found: Refusal[] = [];
  for (let index = 0; index < Math.min(length, longest); index += 1)
    found.push(...fit(itemAt(sent, index), itemAt(accepted, index), [...path, index]));
  if (longest > length) found.push(...fit(itemAt(sent, length), itemAt(accepted, length), [...path, "[]"]));
  const isMixed = accepted.uniqueItems === true && sent.uniqueItems !== true;
  return [
    ...found,
    ...(isMixed ? refuse(path, "may have an item twice") : []),
    ...fitRange(sent, accepted, {
      path,
      least: ["minItems", (bound) => `may have fewer than ${bound} items`],
      most: ["maxItems", (bound) => `may have more than ${bound} items`],
    }),
  ];
}

/** The place of two schemas, and what compares those below them. */
export interface Below {
  readonly path: Path;
  readonly fit: Fit;
}

function itemAt(schema: JsonSchema, index: number): unknown {
  const first = listIn(schema, "prefixItems");
  if (index < first.length) return first[index];
  return schema.items ?? {};
}
