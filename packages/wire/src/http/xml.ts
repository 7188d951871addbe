const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&apos;": "'",
  "&amp;": "&",
};

/** Characters: an error document is short, and a page that a function made may be long. */
const LENGTH_LIMIT = 20_000;

/** Reads the leaves of an XML error document, by name. */
export function readXml(text: string): Readonly<Record<string, unknown>> {
  if (!/^\s*</.test(text)) return {};
  const leaves = text.slice(0, LENGTH_LIMIT).matchAll(/<(Code|Message|RequestI[dD]|Reason)>([^<]*)</g);
  return Object.fromEntries(
    [...leaves].map(([, name, value]) => [name, String(value).replace(/&(?:#(x?)(\w+)|\w+);/g, readEntity)]),
  );
}

function readEntity(entity: string, hex?: string, number?: string): string {
  if (number === undefined) return ENTITIES[entity] ?? entity;
  const code = Number.parseInt(number, hex ? 16 : 10);
  return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
}
