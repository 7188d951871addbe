import { isRecord } from "../function-output.ts";
import { type Policy, readPolicy } from "./policy.ts";

/** The answer of a Lambda authorizer, read. */
export interface Grant {
  readonly decide: Policy;
  readonly context: Readonly<Record<string, unknown>> | undefined;
  /** The caller, where the answer has a policy. */
  readonly principalId?: string;
  /** The API key for a usage plan. */
  readonly usageIdentifierKey?: string;
}

/** Reads an answer with a policy; undefined where it is malformed. */
export function readPolicyGrant(output: unknown): Grant | undefined {
  if (!isRecord(output)) return undefined;
  const { principalId, policyDocument, context, usageIdentifierKey } = output;
  const decide = readPolicy(policyDocument);
  if (typeof principalId !== "string" || decide === undefined || !isContext(context)) return undefined;
  return {
    principalId,
    decide,
    context: context ?? undefined,
    ...(typeof usageIdentifierKey === "string" && { usageIdentifierKey }),
  };
}

/** Reads a simple response of an HTTP API's authorizer; undefined where it is malformed. */
export function readSimpleGrant(output: unknown): Grant | undefined {
  if (!isRecord(output)) return undefined;
  const { isAuthorized, context } = output;
  if (typeof isAuthorized !== "boolean" || !isContext(context)) return undefined;
  return { decide: () => (isAuthorized ? "allow" : "explicit deny"), context: context ?? undefined };
}

function isContext(context: unknown): context is Grant["context"] | null {
  return context === undefined || context === null || isRecord(context);
}
