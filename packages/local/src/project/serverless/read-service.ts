import { dirname } from "node:path";
import { checkAccount } from "../../config/account.ts";
import { describe } from "../../config/check.ts";
import { Parameters } from "../cloudformation/parameters.ts";
import { readResources } from "../cloudformation/read-resources.ts";
import { Scope } from "../cloudformation/scope.ts";
import { Unevaluable } from "../cloudformation/unevaluable.ts";
import type { Positions } from "../document/positions.ts";
import { listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import type { Gaps } from "../template-gap.ts";
import type { TemplateOptions } from "../template-options.ts";
import { expandService, functionsOf } from "./expand-service.ts";
import { VariableSources } from "./variable-sources.ts";
import { Variables } from "./variables.ts";

/** A serverless.yml as it was read. */
export interface ServiceSource {
  readonly template: TemplateMembers;
  readonly positions: Positions;
  readonly options: TemplateOptions;
  /** The path of the file, and its name for messages. */
  readonly path: string;
  readonly file: string;
  readonly gaps: Gaps;
}

/** Reads a service of the Serverless Framework. */
export function readService(source: ServiceSource): Project {
  const { positions, options, path, file, gaps } = source;
  checkProvider(source);
  const folder = dirname(path);
  const { stage, account } = settingsOf(source);
  const variables = variablesOf(source, { stage, account });
  const config = membersOf(variables.resolve(source.template));
  const name = String(membersOf(config.service).name ?? config.service ?? "service");
  const { conditions, resources } = resourcesOf(config, positions);
  const scope = new Scope({
    account,
    stackName: options.stack ?? `${name}-${stage}`,
    positions,
    parameters: new Parameters({}, {}),
    mappings: {},
    conditions,
  });
  const functions = functionsOf(config).map(([key]) => key);
  const provider = membersOf(config.provider);
  const service = { name, stage, provider, config, functions, positions, gaps, file };
  scope.define(readResources(resources, { scope, gaps, file }));
  scope.define(expandService(service));
  return {
    file,
    folder,
    root: folder,
    scope,
    gaps,
    assets: new Map(),
    environment: options.environment ?? {},
    functions: new Map(),
    queues: new Map(),
    streams: new Map(),
    stateMachines: new Map(),
    apis: new Map(),
    origins: new Set(),
  };
}

function checkProvider({ template, positions, file }: ServiceSource): void {
  const { provider } = template;
  const name = typeof provider === "string" ? provider : membersOf(provider).name;
  if (name === "aws" || (typeof name === "string" && name.includes("${"))) return;
  const line = positions.find(provider, "name")?.line ?? positions.find(template, "provider")?.line ?? 1;
  throw new TypeError(`${file}:${line}: the provider of local is aws; it is ${describe(name)}`);
}

type Settings = Pick<ConstructorParameters<typeof VariableSources>[0], "stage" | "account">;

function variablesOf({ template, path, positions, options }: ServiceSource, settings: Settings): Variables {
  const { parameters = {} } = options;
  // The framework fills in the stage and the region where the file has none.
  const defaults = { stage: settings.stage, region: settings.account.region };
  const config = { ...template, provider: { ...defaults, ...membersOf(template.provider) } };
  return new Variables(
    new VariableSources({ config, folder: dirname(path), positions, parameters, ...settings }),
    positions,
  );
}

/** The stage and the region may be variables themselves, of the options and of each other. */
function settingsOf(source: ServiceSource): Settings {
  const { options, template } = source;
  const { accountId } = options;
  const provider = membersOf(template.provider);
  const early = variablesOf(source, {
    stage: options.stage ?? "dev",
    account: checkAccount({ ...options }),
  });
  const stage = options.stage ?? textOf(provider.stage, early) ?? "dev";
  const region = options.region ?? textOf(provider.region, early);
  return {
    stage,
    account: checkAccount({
      ...(region === undefined ? {} : { region }),
      ...(accountId === undefined ? {} : { accountId }),
    }),
  };
}

function textOf(given: unknown, variables: Variables): string | undefined {
  if (typeof given !== "string") return undefined;
  try {
    return String(variables.resolveText(given));
  } catch (failure) {
    if (failure instanceof Unevaluable) return undefined;
    throw failure;
  }
}

/** The section `resources` is a template, or a list of templates. */
function resourcesOf(
  { resources }: TemplateMembers,
  positions: Positions,
): { readonly conditions: TemplateMembers; readonly resources: TemplateMembers } {
  const merged: { conditions: Record<string, unknown>; resources: Record<string, unknown> } = {
    conditions: {},
    resources: {},
  };
  for (const part of listOf(resources)) {
    const { Resources, Conditions } = membersOf(part);
    Object.assign(merged.resources, membersOf(Resources));
    Object.assign(merged.conditions, membersOf(Conditions));
    positions.copy(membersOf(Resources), merged.resources);
  }
  return merged;
}
