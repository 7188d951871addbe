import type { JsonSchema } from "@faultwire/infra";
import { isSchema, rulesOf, without } from "./schema.ts";

/**
 * Follows the references of a schema inside its document. A reference that leads nowhere allows everything that is sent,
 * and so is compared as a rule that is not known.
 */
export function resolveReference(schema: JsonSchema, document: JsonSchema): unknown {
  let found: unknown = schema;
  for (let steps = 0; isSchema(found) && typeof found.$ref === "string" && steps < 20; steps += 1) {
    const target = follow(found.$ref, document);
    if (target === undefined) return found;
    const beside = without(found, "$ref");
    found = rulesOf(beside).length === 0 ? target : { allOf: [target, beside] };
  }
  return found;
}

function follow(reference: string, document: JsonSchema): unknown {
  if (reference === "#") return document;
  if (!reference.startsWith("#/")) return undefined;
  let found: unknown = document;
  for (const step of reference.slice(2).split("/")) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    found =
      typeof found === "object" && found !== null && Object.hasOwn(found, key)
        ? Reflect.get(found, key)
        : undefined;
  }
  return found;
}
