import { parse, parseLogs, parseTrace } from "@faultwire/caller";
import { defineCatalog, type Fault } from "@faultwire/catalog";
import { documentsIn } from "./documents.ts";
import { type Explanation, explainFault } from "./explanation.ts";

/** Every declared fault arrives as `Undeclared`, with its details: no catalog is at hand. */
const NOTHING_DECLARED = defineCatalog("none", {});

/**
 * Explains every error in a text: payloads of functions, HTTP responses as curl prints them, `Error` and `Cause` of Step
 * Functions, records of destinations and queues, lines of logs, exceptions as programs print them, each alone or many in
 * a row. A text without an error has no explanation. Never throws for a text.
 *
 * @throws TypeError for a value that is not a text.
 * @example
 * for (const { errorType, execution, advice } of await explain(text)) console.log(errorType, execution, advice);
 */
export async function explain(text: string): Promise<readonly Explanation[]> {
  if (typeof text !== "string")
    throw new TypeError("explain(): text is a string; give an object as JSON.stringify(object)");
  const explanations: Explanation[] = [];
  for (const { value, place } of documentsIn(text)) {
    for (const fault of await faultsIn(value)) explanations.push(explainFault(fault, place));
  }
  return explanations;
}

async function faultsIn(value: unknown): Promise<readonly Fault[]> {
  const fault = parse(value, NOTHING_DECLARED);
  if (fault) return [fault];
  const traced = parseTrace(value, NOTHING_DECLARED);
  if (traced.length > 0) return traced.map(({ fault: each }) => each);
  return (await parseLogs(value, NOTHING_DECLARED)).map(({ fault: each }) => each);
}
