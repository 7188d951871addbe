import { randomUUID } from "node:crypto";
import { isInvokeErrorName } from "../../faults/invoke-errors.ts";
import type { ServiceError } from "../../lambda/service-error.ts";
import { isStateObject, type StateData } from "../model/state-data.ts";
import { StateFailure } from "../model/state-failure.ts";

const WITHOUT_TYPE = "The cause could not be determined because Lambda did not return an error type.";

/**
 * Makes the failure of a function error: its `errorType`, and the payload as the cause. `isCompact`: `lambda:invoke` writes the
 * payload anew, a function's ARN keeps its text.
 */
export function functionFailure(body: Buffer, { isCompact }: { readonly isCompact: boolean }): StateFailure {
  const text = body.toString("utf8");
  const payload = parse(text);
  const cause = isCompact && payload !== undefined ? JSON.stringify(payload) : text;
  const errorType = isStateObject(payload) ? payload.errorType : undefined;
  if (typeof errorType === "string" && errorType !== "") return new StateFailure(errorType, cause);
  return new StateFailure("Lambda.Unknown", `${WITHOUT_TYPE} Returned payload: ${cause}`);
}

/**
 * Makes the failure of a call that Lambda refused, in the words of AWS's SDK for Java. Errors that Invoke is not modelled with
 * have one name there.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html
 */
export function serviceFailure({ name, status, body }: ServiceError): StateFailure {
  const message = body.Message ?? body.message ?? null;
  const error = isInvokeErrorName(name) ? `Lambda.${name}` : "Lambda.AWSLambdaException";
  return new StateFailure(
    error,
    `${String(message)} (Service: AWSLambda; Status Code: ${status}; Error Code: ${name}; Request ID: ${randomUUID()}; Proxy: null)`,
  );
}

/** Makes the failure of a call whose connection broke: the function may have run. */
export function noAnswer(): StateFailure {
  return new StateFailure("Lambda.SdkClientException", "Unable to execute HTTP request: Connection reset");
}

function parse(text: string): StateData | undefined {
  try {
    // The cast: what JSON.parse returns is JSON.
    return JSON.parse(text) as StateData;
  } catch {
    return undefined;
  }
}
