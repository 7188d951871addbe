import type { Value } from "../../templates/java-values.ts";
import { readJson } from "../../templates/read-json.ts";
import type { IntegrationAnswer } from "../integration.ts";
import type { MappedAnswer } from "./integration-response.ts";

/** Makes the answer of a custom integration of a function's result: patterns see the `errorMessage`, empty for a success. */
export function lambdaAnswer({ body, failed, requestId }: IntegrationAnswer): MappedAnswer {
  const value = readJson(body.toString("utf8"));
  const headers = {
    "Content-Type": "application/json",
    "X-Amz-Executed-Version": "$LATEST",
    ...(failed && { "X-Amz-Function-Error": "Unhandled" }),
    "x-amzn-RequestId": requestId,
  };
  return {
    body,
    selector: failed ? errorMessageOf(value) : "",
    parameters: () => ({ body: failed ? withReadMessage(value) : value, headers }),
  };
}

/** For headers, and only for them, the JSON in a custom error's message is read as JSON. */
function withReadMessage(value: Value | undefined): Value | undefined {
  const message = value instanceof Map ? value.get("errorMessage") : undefined;
  if (!(value instanceof Map) || typeof message !== "string") return value;
  return new Map([...value, ["errorMessage", readJson(message) ?? message]]);
}

function errorMessageOf(body: Value | undefined): string {
  const message = body instanceof Map ? body.get("errorMessage") : undefined;
  return typeof message === "string" ? message : "";
}
