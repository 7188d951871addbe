import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { WireBytes } from "./causes/wires-program.ts";

/** The responses that local sent to the programs, by the path of the page; `causes/record.ts` writes them. */
export const localBytes = read<string>("local-bytes.json");

/** The same errors on other wires of local. */
export const localWires = read<readonly WireBytes[]>("local-wires.json");

function read<Value>(name: string): Readonly<Record<string, Value>> {
  const file = join(import.meta.dirname, name);
  // Our own program writes them.
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, Value>) : {};
}
