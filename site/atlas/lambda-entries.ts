import { SERVICE_MEANINGS } from "../../packages/catalog/src/meanings/service-meanings.ts";
import { errorSlug } from "../../packages/faultwire/src/explain/error-page.ts";
import type { Entry, Note } from "./entry.ts";
import { rowsOf } from "./execution-rows.ts";
import { explainRefusal } from "./explain-name.ts";
import { readCases, type ServiceErrorCase } from "./read-cases.ts";
import { titleOf } from "./title-of.ts";

const cases = new Map(
  readCases<readonly ServiceErrorCase[]>("invoke-service-errors").map((each) => [each.name, each]),
);

/** The refusals of Invoke. */
export const lambdaEntries: readonly Entry[] = Object.entries(SERVICE_MEANINGS).map(([name, meaning]) => {
  const known = cases.get(name);
  if (known === undefined) throw new Error(`${name} is not in cases/invoke-service-errors.json`);
  // A refusal without a name can have any status.
  const explanation = explainRefusal(name, known.status || 400);
  const slug = errorSlug({ name: explanation.family, errorType: name, status: known.status });
  return {
    ...{ sender: "lambda", name, slug, title: titleOf(slug, name), meaning, explanation },
    statuses: known.status === 0 ? [] : [known.status],
    rows: rowsOf("a refusal of the Lambda API", (each) => each === name),
    notes: notesOf(known),
  };
});

function notesOf({
  modelled,
  sdkRetries,
  sdkAttemptsObserved,
  note,
  source,
}: ServiceErrorCase): readonly Note[] {
  return [
    {
      text: modelled
        ? "It is in the model of the Invoke operation, so that the SDKs have a class for it."
        : "It is not in the model of the Invoke operation. The SDK for JavaScript throws it as a plain service exception with this name.",
      source,
    },
    ...(typeof sdkRetries === "boolean" && typeof sdkAttemptsObserved === "number"
      ? [{ text: retriesOf(sdkRetries, sdkAttemptsObserved), source: "cases/sdk-observed.json" }]
      : []),
    ...(note === undefined ? [] : [{ text: note, source }]),
  ];
}

function retriesOf(retries: boolean, attempts: number): string {
  return retries
    ? `The SDK for JavaScript repeats the call by itself: ${attempts} attempts were observed with its defaults.`
    : "The SDK for JavaScript does not repeat the call by itself.";
}
