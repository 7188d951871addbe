import { encodeProxyResponse, mergeHeaders, type ProxyFlavour } from "@faultwire/wire";
import type { StandardSchemaV1 } from "@standard-schema/spec";
import { ownFault } from "../own-fault.ts";
import { checkSize, toJson } from "./result-limits.ts";

/** For whom a result is written. */
export interface Destination {
  readonly flavour: ProxyFlavour | undefined;
  /** For an HTTP answer. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Validates a handler's result and makes of it what the gateway wants; elsewhere the result itself, proven to be
 * JSON and small enough.
 *
 * @throws HandlerFault `ResultTooLarge` or `InternalFailure`, with the reason.
 */
export async function writeOutput(
  schema: StandardSchemaV1,
  value: unknown,
  { flavour, headers }: Destination,
): Promise<unknown> {
  const result = await schema["~standard"].validate(value);
  if (result.issues) {
    const type = { errorType: "InternalFailure", status: 500 };
    throw ownFault(type, "The result does not fit its schema", { cause: result.issues });
  }
  const json = toJson(result.value);
  if (flavour === undefined) {
    checkSize(json, undefined, undefined);
    return result.value;
  }
  const type = json === undefined ? undefined : { "Content-Type": "application/json" };
  const answer = {
    status: json === undefined ? 204 : 200,
    headers: mergeHeaders(headers, { ...type }),
    ...(json !== undefined && { body: json }),
  };
  const response = encodeProxyResponse(answer, flavour);
  checkSize(JSON.stringify(response), json, flavour);
  return response;
}
