import { decodeDetails, type EncodedDetails } from "../dropped-details.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import type { BodyFormat } from "./body-format.ts";

/** Members with another meaning than details, in this body, in ours, or in one of AWS's services. */
const TAKEN = /^(?:__type|[cC]ode|[mM]essage|[rR]equestId|Type|errorType|details|dropped|kept)$/;
/** RFC 9457's own members. */
const OF_PROBLEMS = /^(?:type|title|status|detail|instance)$/;

/**
 * The body as Smithy's restJson1 protocol writes a modelled error: the members of the details at the top level,
 * beside `message`. `__type` is there for clients that cannot read the header. Details that are not an object, are empty, or
 * have a member of a name that is taken stay together in `details`.
 *
 * @see https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization
 */
export const restJson1: BodyFormat = {
  contentType: "application/json",
  encode: ({ errorType, message }, encoded, requestId) => ({
    __type: errorType,
    message,
    ...(membersOf(encoded) ?? encoded),
    requestId,
  }),
};

function membersOf({ details }: EncodedDetails): object | undefined {
  if (!isJsonObject(details) || "toJSON" in details) return undefined;
  const names = Object.keys(details);
  return names.length === 0 || names.some((name) => TAKEN.test(name)) ? undefined : details;
}

/**
 * Reads the details of a body in which they may stand at the top level, beside a type that is not in our envelope; of
 * problem details, the extension members.
 */
export function decodeRestJsonDetails(
  json: JsonObject,
  type: string | undefined,
): ReturnType<typeof decodeDetails> {
  if (json.details !== undefined || typeof json.errorType === "string") return decodeDetails(json);
  const others = type?.includes("problem+json") ? OF_PROBLEMS : TAKEN;
  const members = Object.entries(json).filter(([name]) => !others.test(name));
  return members.length === 0 ? {} : { details: Object.fromEntries(members) };
}
