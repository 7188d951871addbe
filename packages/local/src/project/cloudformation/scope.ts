import type { Account } from "../../config/account.ts";
import type { Positions } from "../document/positions.ts";
import { isMembers, membersOf, type TemplateMembers } from "../document/values.ts";
import { evaluateStrictly } from "./evaluate.ts";
import { isTrue } from "./functions.ts";
import { type Names, NO_VALUE } from "./names.ts";
import type { Parameters } from "./parameters.ts";
import { KINDS } from "./physical-names.ts";
import type { StackResource } from "./stack-resource.ts";
import { Unevaluable } from "./unevaluable.ts";

/** The values that the functions of a template refer to. */
export interface ScopeParts {
  readonly account: Account;
  readonly stackName: string;
  readonly parameters: Parameters;
  readonly mappings: TemplateMembers;
  readonly conditions: TemplateMembers;
  readonly positions: Positions;
  /** Returns the value that another stack exports. */
  readonly importValue?: (name: string) => unknown;
}

/** The names and values of one template: parameters, conditions, mappings and resources. */
export class Scope implements Names {
  readonly account: Account;
  readonly positions: Positions;
  readonly #parts: ScopeParts;
  readonly #resources = new Map<string, StackResource>();
  readonly #synonyms = new Map<string, string>();
  /** The versions of each function by logical id, in the order of the template. */
  readonly #versions = new Map<string, readonly string[]>();

  constructor(parts: ScopeParts) {
    this.#parts = parts;
    this.account = parts.account;
    this.positions = parts.positions;
  }

  /** Adds resources; one with a known logical id takes its place. */
  define(resources: readonly StackResource[]): void {
    for (const resource of resources) this.#resources.set(resource.id, resource);
  }

  /** Adds a second name for a resource. */
  addSynonym(name: string, id: string): void {
    this.#synonyms.set(name, id);
  }

  get resources(): readonly StackResource[] {
    return [...this.#resources.values()];
  }

  find(id: string): StackResource | undefined {
    return this.#resources.get(id);
  }

  /** Evaluates a condition. */
  isTrue(name: unknown): boolean {
    const { conditions } = this.#parts;
    if (typeof name !== "string" || !Object.hasOwn(conditions, name))
      throw new Unevaluable(`there is no condition ${String(name)}`);
    return isTrue(evaluateStrictly(conditions[name], this));
  }

  /** Returns the value of `Ref`. */
  ref(name: string): unknown {
    const pseudo = this.#pseudo(name);
    if (pseudo !== undefined) return pseudo;
    if (this.#parts.parameters.has(name)) return this.#parts.parameters.find(name);
    const resource = this.#resources.get(this.#synonyms.get(name) ?? name);
    if (resource !== undefined) return this.#refOf(resource);
    throw new Unevaluable(`there is no parameter or resource ${name}`);
  }

  /** Returns the value of `Fn::GetAtt`. */
  attribute(id: string, attribute: string): unknown {
    const resource = this.#resources.get(id);
    if (resource === undefined) throw new Unevaluable(`there is no resource ${id}`);
    const form = KINDS[resource.type]?.attributes?.[attribute];
    if (form !== undefined) return form(this.nameOf(resource), this.account);
    if (resource.type === "AWS::Lambda::Version" && attribute === "Version") return this.#versionOf(resource);
    if (resource.type === "AWS::Lambda::Alias" && attribute === "AliasArn") return this.#refOf(resource);
    if (resource.type === "AWS::Lambda::Version" && attribute === "FunctionArn") return this.#refOf(resource);
    if (resource.type === "AWS::Lambda::Url" && attribute === "FunctionArn")
      return this.functionArn(resource.properties.TargetFunctionArn);
    throw new Unevaluable(`${attribute} of ${id} (${resource.type}) is made when it is deployed`);
  }

  /** Returns the value of a mapping, or nothing. */
  mapped(keys: readonly unknown[]): unknown {
    let found: unknown = this.#parts.mappings;
    for (const key of keys) found = isMembers(found) ? found[String(key)] : undefined;
    return found;
  }

  /** Returns the value that another stack exports. */
  imported(name: string): unknown {
    const { importValue } = this.#parts;
    const value = importValue?.(name);
    if (value === undefined)
      throw new Unevaluable(`${name} is a value that another stack exports, which is not at hand`);
    return value;
  }

  /** Returns the name that a resource has on AWS, or its logical id where AWS makes one up. */
  nameOf(resource: StackResource): string {
    const { name: member } = KINDS[resource.type] ?? {};
    const given = member === undefined ? undefined : resource.properties[member];
    const name = given === undefined ? undefined : this.#nameFrom(given);
    if (name !== undefined) return name;
    if (resource.type === "AWS::SQS::Queue" && String(resource.properties.FifoQueue) === "true")
      return `${resource.id}.fifo`;
    return this.#constructName(resource) ?? resource.id;
  }

  /** Returns the ARN of a function that a name, a partial ARN or an ARN means. */
  functionArn(given: unknown): string {
    const name = String(evaluateStrictly(given, this));
    const { region, accountId } = this.account;
    return name.startsWith("arn:") ? name : `arn:aws:lambda:${region}:${accountId}:function:${name}`;
  }

  #nameFrom(given: unknown): string | undefined {
    try {
      const name = evaluateStrictly(given, this);
      return typeof name === "string" ? name : undefined;
    } catch (failure) {
      if (failure instanceof Unevaluable) return undefined;
      throw failure;
    }
  }

  #refOf(resource: StackResource): unknown {
    switch (resource.type) {
      case "AWS::Lambda::Version":
        return `${this.functionArn(resource.properties.FunctionName)}:${this.#versionOf(resource)}`;
      case "AWS::Lambda::Alias":
        return `${this.functionArn(resource.properties.FunctionName)}:${String(evaluateStrictly(resource.properties.Name, this))}`;
      default:
        return (KINDS[resource.type]?.ref ?? ((name) => name))(this.nameOf(resource), this.account);
    }
  }

  /** Versions of a function are numbered from 1, in the order of the template. */
  #versionOf(version: StackResource): string {
    const arn = this.functionArn(version.properties.FunctionName);
    const known = this.#versions.get(arn) ?? this.#versionsOf(arn);
    this.#versions.set(arn, known);
    return String(known.indexOf(version.id) + 1);
  }

  #versionsOf(arn: string): readonly string[] {
    return this.resources
      .filter(({ type }) => type === "AWS::Lambda::Version")
      .filter(({ properties }) => this.functionArn(properties.FunctionName) === arn)
      .map(({ id }) => id);
  }

  /** The id that a function has in the code of a CDK application, where only one has it. */
  #constructName(resource: StackResource): string | undefined {
    if (resource.type !== "AWS::Lambda::Function") return undefined;
    const name = constructOf(resource);
    const isAlone =
      this.resources.filter((each) => each.type === resource.type && constructOf(each) === name).length === 1;
    return name !== undefined && isAlone && /^[\w-]{1,64}$/.test(name) ? name : undefined;
  }

  #pseudo(name: string): unknown {
    const { region, accountId } = this.account;
    switch (name) {
      case "AWS::AccountId":
        return accountId;
      case "AWS::NoValue":
        return NO_VALUE;
      case "AWS::NotificationARNs":
        return [];
      case "AWS::Partition":
        return "aws";
      case "AWS::Region":
        return region;
      case "AWS::StackId":
        return `arn:aws:cloudformation:${region}:${accountId}:stack/${this.#parts.stackName}/local`;
      case "AWS::StackName":
        return this.#parts.stackName;
      case "AWS::URLSuffix":
        return "amazonaws.com";
      default:
        return undefined;
    }
  }
}

function constructOf({ metadata }: StackResource): string | undefined {
  const { "aws:cdk:path": path } = membersOf(metadata);
  return typeof path === "string" ? path.split("/").at(-2) : undefined;
}
