import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const file = join(import.meta.dirname, "local-bytes.json");

/** The responses that local sent to the programs, by the path of the page; `causes/record.ts` writes them. */
export const localBytes: Readonly<Record<string, string>> = existsSync(file)
  ? // Our own program writes it.
    (JSON.parse(readFileSync(file, "utf8")) as Record<string, string>)
  : {};
