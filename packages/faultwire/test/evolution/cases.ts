import { faultCases, statusCases } from "./fault-cases.ts";
import { hiddenCases, memberCases, wholeCases } from "./member-cases.ts";
import { listCases, valueCases } from "./value-cases.ts";
import type { Case } from "./version.ts";

/*
 * Pairs of an old and a new version of a catalog, each with what a function of that version throws to show the change.
 */

/** Cases under the heading of the page that has them. */
export const CASES: Readonly<Record<string, readonly Case[]>> = {
  "Faults and names": faultCases(),
  "Status and retries": statusCases(),
  "Details as a whole": wholeCases(),
  Members: memberCases(),
  Values: valueCases(),
  "Lists and records": listCases(),
  "Rules that no JSON Schema shows": hiddenCases(),
};
