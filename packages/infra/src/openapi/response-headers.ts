import { type BodyFormat, encodeProxy } from "@faultwire/wire";
import type { FaultDescription } from "../description/describe-catalog.ts";
import type { JsonSchema } from "../description/json-schema.ts";

/** A header of a response. */
export interface OpenapiHeader {
  readonly description?: string;
  /** Whether every such response has it. */
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

/** Headers that OpenAPI describes elsewhere. */
const DESCRIBED = ["Content-Type"];

/** Describes the headers of a response, read off the answers that the codec makes of its faults. */
export function responseHeaders(
  faults: readonly FaultDescription[],
  format: BodyFormat,
): Readonly<Record<string, OpenapiHeader>> {
  const always = faults.map((fault) => headersOf(fault, format, undefined));
  const ever = faults.map((fault) => headersOf(fault, format, 1));
  const names = [...new Set(ever.flatMap((headers) => Object.keys(headers)))];
  return Object.fromEntries(
    names
      .filter((name) => !DESCRIBED.includes(name))
      .map((name) => [
        name,
        headerOf(
          name,
          always.map((headers) => headers[name]),
        ),
      ]),
  );
}

function headersOf(
  { errorType, status }: FaultDescription,
  format: BodyFormat,
  retryAfter: number | undefined,
): Readonly<Record<string, string>> {
  const fault = { errorType, message: "", status, retryable: false, retryAfter };
  return encodeProxy(fault, "rest", { requestId: "", format }).headers ?? {};
}

/** @param values the values that the faults always have, undefined where one does not have the header */
function headerOf(name: string, values: readonly (string | undefined)[]): OpenapiHeader {
  if (name === "Retry-After")
    return { description: "Seconds after which to try again", schema: { type: "integer", minimum: 0 } };
  const required = !values.includes(undefined);
  if (name === "WWW-Authenticate") return { required, schema: { type: "string" } };
  return { required, schema: { type: "string", enum: values } };
}
