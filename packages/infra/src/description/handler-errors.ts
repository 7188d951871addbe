import { HANDLER_STATUSES } from "@faultwire/catalog/internal";
import type { FaultDescription } from "./describe-catalog.ts";
import type { DetailsDescription } from "./describe-details.ts";
import type { JsonSchema } from "./json-schema.ts";

const TEXT = { type: "string" };
/** The details of `ValidationFailed`. */
const ISSUES: JsonSchema = {
  type: "object",
  properties: {
    issues: {
      type: "array",
      items: {
        type: "object",
        properties: { path: TEXT, message: TEXT },
        required: ["path", "message"],
      },
    },
  },
};

const ISSUES_DETAILS: DetailsDescription = {
  ...{ isOptional: true, acceptsNothing: true, schema: ISSUES },
  exchange: { sent: ISSUES, accepted: ISSUES },
};

/** Describes the errors that a wrapped handler answers with itself, as faults. */
export function handlerErrors(): readonly FaultDescription[] {
  return Object.entries(HANDLER_STATUSES).map(([errorType, status]) => ({
    errorType,
    status,
    retryable: false,
    isPromised: false,
    ...(errorType === "ValidationFailed" && { details: ISSUES_DETAILS }),
  }));
}
