import type { JsonSchema } from "@faultwire/infra";
import { type Below, fitArray } from "./fit-array.ts";
import { fitObject } from "./fit-object.ts";
import { fitNumber, fitText } from "./fit-scalar.ts";
import { doubt, type Path, type Refusal, refuse } from "./refusal.ts";
import { numberIn, rulesOf, valuesOf } from "./schema.ts";
import { writeSchema } from "./write-schema.ts";

/** Compares two schemas without alternatives. */
export function fitRules(sent: JsonSchema, accepted: JsonSchema, below: Below): readonly Refusal[] {
  const { path } = below;
  const hidden = fitHidden(sent, accepted, path);
  if (rulesOf(accepted).length === 0) return hidden;
  const constant = fitConstant(sent, accepted, path);
  if (constant.length > 0) return [...hidden, ...constant];
  const type = fitType(sent, accepted, path);
  if (type.length > 0) return [...hidden, ...type];
  return [...hidden, ...fitKind(sent, accepted, below), ...fitUnknown(sent, accepted, path)];
}

/** A rule that the schema does not show is taken to be the same where the other side has it, too. */
function fitHidden(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
  const rules = accepted["x-hidden-rules"];
  return rules === undefined || rules === sent["x-hidden-rules"]
    ? []
    : doubt(path, `meets rules that no JSON Schema shows (${String(rules)})`);
}

function fitConstant(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
  const listed = "const" in accepted ? [accepted.const] : accepted.enum;
  if (!Array.isArray(listed)) return [];
  const values = valuesOf(sent);
  const texts = listed.map((each) => JSON.stringify(each));
  if (values?.every((each) => texts.includes(JSON.stringify(each)))) return [];
  return refuse(path, `may be ${writeSchema(sent)}`, { isOtherKind: true });
}

function fitType(sent: JsonSchema, { type }: JsonSchema, path: Path): readonly Refusal[] {
  const types: readonly unknown[] = Array.isArray(type) ? type : [type];
  if (type === undefined || types.includes(sent.type)) return [];
  if (sent.type === "integer" && types.includes("number")) return [];
  if (sent.type === "number" && types.includes("integer"))
    return Number.isInteger(sent.const ?? numberIn(sent, "multipleOf"))
      ? []
      : refuse(path, "may have a fraction");
  return refuse(path, `may be ${writeSchema(sent)}`, { isOtherKind: true });
}

function fitKind(sent: JsonSchema, accepted: JsonSchema, below: Below): readonly Refusal[] {
  switch (sent.type) {
    case "string":
      return fitText(sent, accepted, below.path);
    case "number":
    case "integer":
      return fitNumber(sent, accepted, below.path);
    case "array":
      return fitArray(sent, accepted, below);
    case "object":
      return fitObject(sent, accepted, below);
    case "boolean":
    case "null":
      return [];
    default:
      return doubt(below.path, "may be anything");
  }
}

/** The rules that are compared. */
const COMPARED = new Set([
  ...["type", "const", "enum", "anyOf", "oneOf", "allOf", "properties", "required", "additionalProperties"],
  ...[
    "patternProperties",
    "propertyNames",
    "minProperties",
    "maxProperties",
    "items",
    "prefixItems",
    "minItems",
  ],
  ...[
    "maxItems",
    "uniqueItems",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "exclusiveMinimum",
  ],
  ...["maximum", "exclusiveMaximum", "multipleOf"],
]);

function fitUnknown(sent: JsonSchema, accepted: JsonSchema, path: Path): readonly Refusal[] {
  return rulesOf(accepted).flatMap((keyword) => {
    const isSame = JSON.stringify(sent[keyword]) === JSON.stringify(accepted[keyword]);
    return COMPARED.has(keyword) || isSame
      ? []
      : doubt(path, `meets the rule ${keyword}, which is not compared`);
  });
}
