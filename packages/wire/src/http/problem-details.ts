import type { JsonObject } from "../json.ts";
import type { BodyFormat } from "./body-format.ts";

/**
 * The body as problem details. `errorType`, `details` and `requestId` are extension members; `title` is the error
 * type, which the RFC wants to be the same for every occurrence.
 *
 * @param types the URI that the pages of the error types have in common, such as `https://errors.example.com/`;
 *   `type` is this and the error type. Without it `type` is left out, which means `about:blank`.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function problemDetails(types?: string): BodyFormat {
  return {
    contentType: "application/problem+json",
    encode: ({ errorType, message, status }, details, requestId) => ({
      ...(types !== undefined && { type: types + errorType }),
      title: errorType,
      status,
      detail: message,
      errorType,
      ...details,
      requestId,
    }),
  };
}

/** Whether a body is problem details: there `errorType` is beside `detail`. */
export function isProblemDetails({ title, detail, errorType }: JsonObject): boolean {
  return typeof detail === "string" && typeof errorType === "string" && title === errorType;
}
