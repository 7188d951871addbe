import type { FaultData } from "@faultwire/wire";
import { readText, toKindOrText } from "../foreign/safe-read.ts";
import type { DisclosedError } from "./disclose.ts";

/** Reads the error for wires that the runtime has no part in; an undeclared error keeps its own name and message. */
export function nameAndMessageOf({
  disclosure,
  thrown,
}: DisclosedError): Pick<FaultData, "errorType" | "message" | "details"> {
  if (disclosure) return disclosure.data;
  const errorType = readText(thrown, "name") ?? typeof thrown;
  return { errorType, message: readText(thrown, "message") ?? toKindOrText(thrown) };
}
