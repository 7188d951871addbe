import type { Account } from "../config/account.ts";
import { evaluateStrictly } from "./cloudformation/evaluate.ts";
import { expandIncludes } from "./cloudformation/expand-includes.ts";
import { Parameters } from "./cloudformation/parameters.ts";
import { readResources } from "./cloudformation/read-resources.ts";
import { Scope } from "./cloudformation/scope.ts";
import type { Positions } from "./document/positions.ts";
import { membersOf, type TemplateMembers } from "./document/values.ts";
import type { Project } from "./project.ts";
import { expandSam } from "./sam/expand-sam.ts";

/** The template of one stack, and the names around it. */
export interface StackSource {
  readonly template: TemplateMembers;
  readonly positions: Positions;
  readonly account: Account;
  readonly stackName: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Returns the value that another stack of the project exports. */
  readonly importValue?: (name: string) => unknown;
}

/** Reads a stack of CloudFormation or SAM: its names, and its resources as CloudFormation has them. */
export function readStack(source: StackSource, shared: Omit<Project, "scope">): Project {
  const { positions, account, stackName, importValue } = source;
  const template = membersOf(expandIncludes(source.template, shared.folder, positions));
  const scope = new Scope({
    account,
    stackName,
    positions,
    parameters: new Parameters(template.Parameters, source.parameters),
    mappings: membersOf(template.Mappings),
    conditions: membersOf(template.Conditions),
    ...(importValue === undefined ? {} : { importValue }),
  });
  const project = { ...shared, scope };
  scope.define(readResources(membersOf(template.Resources), project));
  expandSam(template, project);
  return project;
}

/** Finds the value that a stack exports by a name. */
export function exportedValue(name: string, { template }: StackSource, { scope }: Project): unknown {
  for (const output of Object.values(membersOf(template.Outputs))) {
    const { Export, Value } = membersOf(output);
    if (Export !== undefined && evaluateStrictly(membersOf(Export).Name, scope) === name)
      return evaluateStrictly(Value, scope);
  }
  return undefined;
}
