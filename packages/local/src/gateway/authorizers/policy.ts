import { Unproven } from "../../unproven.ts";
import { isRecord } from "../function-output.ts";

/** The decision of a policy about a method: no statement that matches is a denial, too. */
type PolicyDecision = "allow" | "explicit deny" | "implicit deny";

/** A policy, read: it decides about the ARN of a method. */
export type Policy = (methodArn: string) => PolicyDecision;

interface Statement {
  readonly effect: "Allow" | "Deny";
  readonly matches: (methodArn: string) => boolean;
}

/** The action of every call of an API. */
const ACTION = "execute-api:Invoke";
const MEMBERS = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource"];

/**
 * Reads the policy document that an authorizer returns; undefined where it is malformed.
 *
 * @throws Unproven for a statement with conditions or other members that API Gateway documents no meaning of.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readPolicy(document: unknown): Policy | undefined {
  if (!isRecord(document)) return undefined;
  const { Statement: given } = document;
  const statements = (Array.isArray(given) ? given : [given]).map(readStatement);
  if (!statements.every((statement) => statement !== undefined)) return undefined;
  return (methodArn) => {
    const effects = statements.filter(({ matches }) => matches(methodArn)).map(({ effect }) => effect);
    if (effects.includes("Deny")) return "explicit deny";
    return effects.includes("Allow") ? "allow" : "implicit deny";
  };
}

function readStatement(statement: unknown): Statement | undefined {
  if (!isRecord(statement)) return undefined;
  const unknown = Object.keys(statement).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) throw new Unproven(`${unknown} in a statement of an authorizer's policy`);
  const { Effect: effect } = statement;
  const isAction = matcher(statement, "Action", "i");
  const isResource = matcher(statement, "Resource", "");
  if ((effect !== "Allow" && effect !== "Deny") || isAction === undefined || isResource === undefined)
    return undefined;
  return { effect, matches: (methodArn) => isAction(ACTION) && isResource(methodArn) };
}

/** Makes the check of a member or of its opposite: exactly one of both must be there. */
function matcher(
  statement: Readonly<Record<string, unknown>>,
  member: "Action" | "Resource",
  flags: string,
): ((value: string) => boolean) | undefined {
  const { [member]: wanted, [`Not${member}`]: unwanted } = statement;
  if ((wanted === undefined) === (unwanted === undefined)) return undefined;
  const given = wanted ?? unwanted;
  const texts = Array.isArray(given) ? given : [given];
  if (texts.length === 0 || !texts.every((text) => typeof text === "string")) return undefined;
  const patterns = texts.map((text) => wildcards(text, flags));
  return (value) => patterns.some((pattern) => pattern.test(value)) === (wanted !== undefined);
}

/** `*` is any text, slashes included, and `?` any character. */
function wildcards(text: string, flags: string): RegExp {
  const source = text.replace(/[.*+?^${}()|[\]\\]/g, (character) =>
    character === "*" ? "[^]*" : character === "?" ? "[^]" : `\\${character}`,
  );
  return new RegExp(`^${source}$`, flags);
}
