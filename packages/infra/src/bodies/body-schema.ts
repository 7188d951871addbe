import type { BodyFormat } from "@faultwire/wire";
import type { JsonSchema } from "../description/json-schema.ts";

/** One fault as it is given to a format of bodies. */
export interface BodyOf {
  readonly errorType: string;
  readonly status: number;
  /** The message that every such fault has. */
  readonly message?: string | undefined;
  /** The schema of its details; undefined for one without. */
  readonly details?: JsonSchema | undefined;
  readonly hasOptionalDetails?: boolean | undefined;
}

/** Texts that no format writes by itself. */
const MESSAGE = "\u0001message";
const REQUEST_ID = "\u0001request-id";
const DETAILS = "\u0001details";

/**
 * Makes the schema of a fault's HTTP body. It is read off the body that the format itself makes of such a fault, so that it
 * cannot differ from what the handler sends.
 *
 * @throws TypeError for a format that does not keep the details together, as `restJson1`.
 */
export function bodySchema(where: string, fault: BodyOf, format: BodyFormat): JsonSchema {
  const { errorType, status, details } = fault;
  // With a member, for a format that spreads them.
  const marker = { [DETAILS]: true };
  const data = { errorType, status, message: MESSAGE, retryable: false };
  const body = format.encode(data, details ? { details: marker } : {}, REQUEST_ID);
  const seen = { hasDetails: false };
  const isOptional = (value: unknown) => value === marker && fault.hasOptionalDetails === true;
  const known = (value: unknown) => {
    if (value === MESSAGE) return messageSchema(fault.message);
    if (value === REQUEST_ID) return { type: "string" };
    if (value !== marker || details === undefined) return undefined;
    seen.hasDetails = true;
    return details;
  };
  const schema = schemaOf(body, { known, isOptional });
  if (details && !seen.hasDetails) {
    throw new TypeError(
      `${where}: body does not keep the details of ${errorType} together in one member, and so has no schema of its own; take the default or problemDetails()`,
    );
  }
  return schema;
}

function messageSchema(message: string | undefined): JsonSchema {
  return { type: "string", ...(message !== undefined && { examples: [message] }) };
}

/** The values of a body that stand for others. */
interface Placeholders {
  readonly known: (value: unknown) => JsonSchema | undefined;
  readonly isOptional: (value: unknown) => boolean;
}

/** Describes a value by itself: what is in it is there in every body. */
function schemaOf(value: unknown, placeholders: Placeholders): JsonSchema {
  const found = placeholders.known(value);
  if (found !== undefined) return found;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return constant(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return {
    type: "object",
    properties: Object.fromEntries(members.map(([name, member]) => [name, schemaOf(member, placeholders)])),
    required: members.filter(([, member]) => !placeholders.isOptional(member)).map(([name]) => name),
  };
}

function constant(value: unknown): JsonSchema {
  if (typeof value === "string") return { type: "string", const: value };
  return typeof value === "number" ? { type: "integer", const: value } : { const: value };
}
