import type { FaultData } from "@faultwire/wire";
import type { Said } from "./decide.ts";
import { readText, toText } from "./safe-read.ts";

/** What is told of any thrown value, on wires that leave nothing to the runtime: an undeclared error's own words. */
export function sayAll(
  said: Said | undefined,
  thrown: unknown,
): Pick<FaultData, "errorType" | "message" | "details"> {
  if (said) return said.data;
  const errorType = readText(thrown, "name") ?? typeof thrown;
  return { errorType, message: readText(thrown, "message") ?? toText(thrown) };
}
