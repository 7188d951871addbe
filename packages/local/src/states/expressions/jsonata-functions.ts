import { createHash, randomUUID } from "node:crypto";

const HASHES: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/**
 * The functions that Step Functions adds to JSONata.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export const JSONATA_FUNCTIONS: Readonly<Record<string, (...args: never[]) => unknown>> = {
  partition: (list: readonly unknown[], size: number) =>
    Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
      list.slice(index * size, (index + 1) * size),
    ),
  range: (first: number, last: number, step: number) =>
    Array.from(
      { length: Math.max(0, Math.floor((last - first) / step) + 1) },
      (_, index) => first + index * step,
    ),
  hash: (value: unknown, algorithm = "SHA-256") =>
    createHash(HASHES[algorithm] ?? algorithm)
      .update(typeof value === "string" ? value : JSON.stringify(value))
      .digest("hex"),
  uuid: () => randomUUID(),
  random: () => Math.random(),
  parse: (text: string) => JSON.parse(text),
};
