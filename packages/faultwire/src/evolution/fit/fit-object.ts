import type { JsonSchema } from "@faultwire/infra";
import type { Below } from "./fit-array.ts";
import { fitRange } from "./fit-scalar.ts";
import { doubt, type Refusal, refuse } from "./refusal.ts";
import { exactly, listIn, schemasIn } from "./schema.ts";

/**
 * Compares objects, member by member. A schema that has nothing on other members sends none: the type of the details
 * does not allow them. One that allows them in words may send any.
 */
export function fitObject(sent: JsonSchema, accepted: JsonSchema, below: Below): readonly Refusal[] {
  return [
    ...fitRequired(sent, accepted, below),
    ...fitMembers(sent, accepted, below),
    ...fitOthers(sent, accepted, below),
    ...fitNames(sent, accepted, below),
    ...fitRange(sent, accepted, {
      path: below.path,
      least: ["minProperties", (bound) => `may have fewer than ${bound} members`],
      most: ["maxProperties", (bound) => `may have more than ${bound} members`],
    }),
  ];
}

function fitRequired(sent: JsonSchema, accepted: JsonSchema, { path }: Below): readonly Refusal[] {
  const present = listIn(sent, "required");
  return listIn(accepted, "required").flatMap((name) =>
    present.includes(name) || typeof name !== "string" ? [] : refuse([...path, name], "may be missing"),
  );
}

function fitMembers(sent: JsonSchema, accepted: JsonSchema, { path, fit }: Below): readonly Refusal[] {
  const [ours, theirs] = [schemasIn(sent, "properties"), schemasIn(accepted, "properties")];
  const named = [...theirs].flatMap(([name, each]) => {
    const own = ours.has(name) ? ours.get(name) : otherMember(sent, name, fit);
    return own === undefined ? [] : fit(own, each, [...path, name]);
  });
  const { additionalProperties: others } = accepted;
  const further = [...ours].flatMap(([name, each]) => {
    if (theirs.has(name) || others === undefined || each === false) return [];
    return others === false
      ? refuse([...path, name], "is a member that the schema refuses")
      : fit(each, others, [...path, name]);
  });
  return [...named, ...further];
}

/** The schema of a member that is not named, where the object may have it. */
function otherMember(sent: JsonSchema, name: string, fit: Below["fit"]): unknown {
  const { additionalProperties: others, propertyNames: names } = sent;
  if (others === undefined || others === false) return undefined;
  return names !== undefined && fit(exactly(name), names, []).some(({ isCertain }) => isCertain)
    ? undefined
    : others;
}

function fitOthers(sent: JsonSchema, accepted: JsonSchema, { path, fit }: Below): readonly Refusal[] {
  const { additionalProperties: ours } = sent;
  const { additionalProperties: theirs, patternProperties } = accepted;
  const isSame = JSON.stringify(sent.patternProperties) === JSON.stringify(patternProperties);
  const patterns = isSame ? [] : doubt(path, "has members by pattern, which are not compared");
  if (theirs === false && sent["x-further-members"] !== undefined)
    return [
      ...patterns,
      ...doubt([...path, "*"], "is a member that the schema refuses, if one is sent that it does not name"),
    ];
  if (ours === undefined || ours === false || theirs === undefined) return patterns;
  if (theirs === false)
    return [...patterns, ...refuse([...path, "*"], "is a member that the schema refuses")];
  return [...patterns, ...fit(ours, theirs, [...path, "*"])];
}

function fitNames(sent: JsonSchema, accepted: JsonSchema, { path, fit }: Below): readonly Refusal[] {
  const { propertyNames: theirs } = accepted;
  if (theirs === undefined) return [];
  const { additionalProperties: others } = sent;
  const isOpen = others !== undefined && others !== false;
  const names = [...schemasIn(sent, "properties").keys()];
  const found = [
    ...names.flatMap((name) => fit(exactly(name), theirs, [...path, name])),
    ...(isOpen ? fit(sent.propertyNames ?? { type: "string" }, theirs, [...path, "*"]) : []),
  ];
  return found.map((each) => ({ ...each, text: `has a name that ${each.text}`, isOtherKind: false }));
}
