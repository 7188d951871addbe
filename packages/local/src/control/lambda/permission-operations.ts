import { randomUUID } from "node:crypto";
import type { PolicyStatement } from "../../lambda/resource-policy.ts";
import {
  conflict,
  invalidParameter,
  notFound,
  revisionMismatch,
  validation,
} from "../../lambda/service-error.ts";
import { refuse } from "../control-error.ts";
import type { Members } from "../members.ts";
import { type ControlCall, type Operation, operation } from "../operations.ts";
import { checkPattern } from "./function-names.ts";
import { hasQualifier, type NamedFunction } from "./function-records.ts";
import type { LambdaService } from "./lambda-service.ts";

const POLICY = "/2015-03-31/functions/{FunctionName}/policy";
const QUALIFIER_PATTERN = "\\$(LATEST(\\.PUBLISHED)?)|[a-zA-Z0-9-_$]+";
const NO_POLICY = "The resource you requested does not exist.";

/** A policy that a call names: of a function, or of one of its versions or aliases. */
interface NamedPolicy extends NamedFunction {
  /** With the qualifier, where there was one. */
  readonly resource: string;
  /** Undefined where there is no such function, version or alias, or it has no policy. */
  readonly statements: Map<string, PolicyStatement> | undefined;
}

/** Makes the operations on resource-based policies. The texts of errors are recorded in LocalStack's TestLambdaPermissions (2025-11). */
export function permissionOperations(service: LambdaService): readonly Operation[] {
  const revisions = new WeakMap<Map<string, PolicyStatement>, string>();
  const find = (call: ControlCall) => findPolicy(service, call);

  return [
    operation("AddPermission", `POST ${POLICY} 201`, (call) => {
      const { body } = call;
      const statementId = body.text("StatementId") ?? "";
      checkPattern("statementId", statementId, "([a-zA-Z0-9-_]+)");
      const policy = find(call);
      checkResource(service, policy);
      const statements = policy.statements ?? new Map<string, PolicyStatement>();
      const revision = body.text("RevisionId");
      if (revision !== undefined && revision !== revisions.get(statements))
        refuse(revisionMismatch("GetPolicy"));
      const statement = readStatement(statementId, policy.resource, body);
      if (statements.has(statementId))
        refuse(
          conflict(
            `The statement id (${statementId}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
          ),
        );
      statements.set(statementId, statement);
      revisions.set(statements, randomUUID());
      service.functions.byName.get(policy.name)?.policies.set(policy.qualifier ?? "", statements);
      return { Statement: JSON.stringify(statement) };
    }),
    operation("GetPolicy", `GET ${POLICY}`, (call) => {
      const { statements } = find(call);
      if (statements === undefined) return refuse(notFound(NO_POLICY));
      const policy = { Version: "2012-10-17", Id: "default", Statement: [...statements.values()] };
      return { Policy: JSON.stringify(policy), RevisionId: revisions.get(statements) };
    }),
    operation("RemovePermission", `DELETE ${POLICY}/{StatementId} 204`, (call) => {
      const { StatementId: id = "" } = call.path;
      const policy = find(call);
      const { name, qualifier = "", arn, statements } = policy;
      const found = service.functions.byName.get(name);
      if (found === undefined) return refuse(notFound(`No policy found for: ${arn}`));
      checkResource(service, policy);
      if (statements === undefined)
        return refuse(notFound("No policy is associated with the given resource."));
      const revision = call.query.get("RevisionId");
      if (revision !== null && revision !== revisions.get(statements)) refuse(revisionMismatch("GetPolicy"));
      if (!statements.delete(id)) refuse(notFound(`Statement ${id} is not found in resource policy.`));
      revisions.set(statements, randomUUID());
      if (statements.size === 0) found.policies.delete(qualifier);
      return undefined;
    }),
  ];
}

function findPolicy({ records, functions }: LambdaService, { path, query }: ControlCall): NamedPolicy {
  const besides = query.get("Qualifier");
  if (besides !== null) checkPattern("qualifier", besides, QUALIFIER_PATTERN);
  const named = records.read(path.FunctionName ?? "", besides);
  const { name, qualifier, arn } = named;
  if (qualifier === "$LATEST")
    return refuse(invalidParameter("We currently do not support adding policies for $LATEST."));
  const statements = functions.byName.get(name)?.policies.get(qualifier ?? "");
  return { ...named, resource: qualifier === undefined ? arn : `${arn}:${qualifier}`, statements };
}

function checkResource({ functions }: LambdaService, { name, qualifier, resource }: NamedPolicy): void {
  const found = functions.byName.get(name);
  if (found !== undefined && hasQualifier(found, qualifier ?? "$LATEST")) return;
  const isAlias =
    found !== undefined && qualifier !== undefined && /^(?!\d+$)[a-zA-Z0-9-_]+$/.test(qualifier);
  refuse(notFound(isAlias ? `Cannot find alias arn: ${resource}` : `Function not found: ${resource}`));
}

function readStatement(Sid: string, Resource: string, body: Members): PolicyStatement {
  const Action = body.text("Action") ?? "";
  checkPattern("action", Action, "(lambda:[*]|lambda:[a-zA-Z]+|[*])");
  const equals = {
    ...member(body, "SourceAccount", "AWS:SourceAccount"),
    ...member(body, "FunctionUrlAuthType", "lambda:FunctionUrlAuthType"),
    ...member(body, "PrincipalOrgID", "aws:PrincipalOrgID"),
    ...member(body, "EventSourceToken", "lambda:EventSourceToken"),
  };
  const like = member(body, "SourceArn", "AWS:SourceArn");
  const condition = {
    ...(Object.keys(equals).length === 0 ? {} : { StringEquals: equals }),
    ...(Object.keys(like).length === 0 ? {} : { ArnLike: like }),
  };
  return {
    Sid,
    Effect: "Allow",
    Principal: principalOf(body.text("Principal")),
    Action,
    Resource,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

function member(body: Members, name: string, key: string): Record<string, string> {
  const value = body.text(name);
  return value === undefined ? {} : { [key]: value };
}

function principalOf(given: string | undefined): PolicyStatement["Principal"] {
  if (given === undefined)
    return refuse(
      validation(["Value null at 'principal' failed to satisfy constraint: Member must not be null"]),
    );
  if (given === "*") return given;
  if (/^\d{12}$/.test(given)) return { AWS: `arn:aws:iam::${given}:root` };
  if (/^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:.+$/.test(given)) return { AWS: given };
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/.test(given)) return { Service: given };
  return refuse(
    invalidParameter("The provided principal was invalid. Please check the principal and try again."),
  );
}
