import { inspect } from "node:util";

/** The planted secret: no letter of it needs an escape in JSON, one sign does in a URI. */
export const SECRET = "S3cr3t/Pl4nted";

const bytes = Buffer.from(SECRET);
/** Base64 of the secret behind 0, 1 and 2 other bytes, without the characters that these and the next bytes change. */
const inBase64 = [0, 1, 2].map((before) =>
  Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .replace(/=+$/, "")
    .slice(before === 0 ? 0 : before + 1, -1),
);

/** The forms in which a secret can leave. */
const FORMS: Readonly<Record<string, readonly string[]>> = {
  "as it is, or in lower case": [SECRET.toLowerCase()],
  base64: [...inBase64, ...inBase64.map((text) => text.replaceAll("/", "_").replaceAll("+", "-"))],
  hex: [bytes.toString("hex")],
  URI: [encodeURIComponent(SECRET).toLowerCase()],
};

/** Names the forms in which a value has the secret, in any of its members. */
export function leaksIn(value: unknown): string[] {
  const text = typeof value === "string" ? value : inspect(value, EVERYTHING);
  const lower = text.toLowerCase();
  return Object.entries(FORMS).flatMap(([form, texts]) => {
    const all = form === "base64" ? text : lower;
    return texts.some((each) => all.includes(each)) ? [form] : [];
  });
}

const EVERYTHING = {
  depth: Number.POSITIVE_INFINITY,
  maxArrayLength: null,
  maxStringLength: null,
  showHidden: true,
  breakLength: Number.POSITIVE_INFINITY,
} as const;
