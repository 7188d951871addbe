import { createHash } from "node:crypto";
import type { Letter } from "./letter.ts";

/** Makes the key of a letter in a plan: another content under the same id is another letter. */
export function keyOf({ id, original }: Letter): string {
  return `${id} ${digestOf(original)}`;
}

/** Marks letters that are copies of an earlier one: a destination and a dead-letter queue may both have one event. */
export function markCopies(letters: readonly Letter[], seen: Set<string>): readonly Letter[] {
  return letters.map((letter) => {
    const { id, requestId = id, original } = letter;
    const event = `${requestId} ${digestOf(original)}`;
    if (typeof original === "string") return letter;
    if (seen.has(event)) return { ...letter, original: "It is a copy of another letter here." };
    seen.add(event);
    return letter;
  });
}

function digestOf(original: Letter["original"]): string {
  if (typeof original === "string") return "-";
  const { payload, attributes, groupId } = original;
  const entries = Object.entries(attributes)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { DataType, StringValue, BinaryValue }]) => [
      ...[name, DataType, StringValue],
      BinaryValue && Buffer.from(BinaryValue).toString("base64"),
    ]);
  return createHash("sha256")
    .update(JSON.stringify([payload, entries, groupId]))
    .digest("hex");
}
