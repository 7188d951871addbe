import type { Account } from "../config/account.ts";
import { evaluateStrictly } from "./cloudformation/evaluate.ts";
import { expandIncludes } from "./cloudformation/expand-includes.ts";
import { Parameters } from "./cloudformation/parameters.ts";
import { readResources } from "./cloudformation/read-resources.ts";
import { Scope } from "./cloudformation/scope.ts";
import type { Positions } from "./document/positions.ts";
import { isMembers, listOf, membersOf, type TemplateMembers } from "./document/values.ts";
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
  listMacros(template, project);
  expandSam(template, project);
  return project;
}

const TRANSFORMS = ["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"];

/** Lists the macros that CloudFormation would run on the whole template. */
function listMacros(template: TemplateMembers, { scope, gaps, file }: Project): void {
  const position = scope.positions.find(template, "Transform") ?? { file, line: 1 };
  for (const transform of listOf(template.Transform)) {
    const name = isMembers(transform) ? String(transform.Name) : String(transform);
    if (!TRANSFORMS.includes(name))
      gaps.add({ resource: "Transform", property: name, position }, `the macro ${name} does not run here`);
  }
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
