import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Account, checkAccount } from "../config/account.ts";
import type { LocalOptions } from "../local-options.ts";
import { findStacks, isCloudAssembly, readAssets, type SynthesizedStack } from "./cdk/find-stacks.ts";
import { parseTemplate } from "./document/parse-document.ts";
import { Positions } from "./document/positions.ts";
import { isMembers, type TemplateMembers } from "./document/values.ts";
import type { Project } from "./project.ts";
import { exportedValue, readStack, type StackSource } from "./read-stack.ts";
import { checkStateMachines } from "./resources/check-state-machines.ts";
import { takeResources } from "./resources/take-resources.ts";
import { readService } from "./serverless/read-service.ts";
import { describeGaps, Gaps } from "./template-gap.ts";
import { checkTemplateOptions, type TemplateOptions } from "./template-options.ts";

/** The files that a folder is searched for. */
const NAMES = [
  "template.yaml",
  "template.yml",
  "template.json",
  "serverless.yml",
  "serverless.yaml",
  "serverless.json",
];

/** Reads the configuration of a local service from a project's template. */
export async function readTemplate(given: string, options: TemplateOptions): Promise<LocalOptions> {
  checkTemplateOptions(options);
  const path = locate(given);
  const gaps = new Gaps();
  const projects = isCloudAssembly(path)
    ? readStacks(chooseStacks(path, options), { gaps, options })
    : readFile(path, { gaps, options });
  takeResources(projects);
  const [first] = projects;
  if (first !== undefined) await checkStateMachines(first);
  for (const { scope } of projects)
    for (const { name, position } of scope.positions.duplicates)
      gaps.add(
        { resource: name, property: "", position },
        "the key is there twice; the last one counts",
        "different",
      );
  if (first === undefined || first.functions.size === 0)
    throw new TypeError(
      `${given}: there is no function that local can run\n${describeGaps(gaps.all)}`.trimEnd(),
    );
  const { all } = gaps;
  if (options.onGaps !== undefined) options.onGaps(all);
  else if (all.length > 0) process.stderr.write(`@faultwire/local: ${given}\n${describeGaps(all)}\n`);
  return optionsOf(first);
}

function optionsOf(project: Project): LocalOptions {
  const { root, functions, queues, streams, stateMachines, apis, origins, scope } = project;
  const machines = [...stateMachines].map(([name, { config }]) => [name, config] as const);
  return {
    root,
    functions: Object.fromEntries(functions),
    ...(queues.size === 0 ? {} : { queues: Object.fromEntries(queues) }),
    ...(streams.size === 0 ? {} : { streams: Object.fromEntries(streams) }),
    ...(machines.length === 0 ? {} : { stateMachines: Object.fromEntries(machines) }),
    ...(apis.size === 0 ? {} : { apis: Object.fromEntries(apis) }),
    ...(origins.size === 0 ? {} : { origins: [...origins] }),
    ...scope.account,
  };
}

/** The template's file, or the folder of a CDK application. */
function locate(given: string): string {
  const path = resolve(given);
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined)
    throw new TypeError(`${given}: there is no such file; name a template, or a folder with one`);
  if (!found.isDirectory() || isCloudAssembly(path)) return path;
  const name = NAMES.find((each) => statSync(join(path, each), { throwIfNoEntry: false })?.isFile());
  if (name !== undefined) return join(path, name);
  throw new TypeError(
    `${given}: the folder has neither manifest.json (of cdk synth) nor ${NAMES.join(", ")}`,
  );
}

function chooseStacks(folder: string, { stack }: TemplateOptions): readonly SynthesizedStack[] {
  const stacks = findStacks(folder);
  const chosen = stack === undefined ? stacks : stacks.filter(({ name }) => name === stack);
  if (chosen.length > 0) return chosen;
  throw new TypeError(
    `${folder}: there is no stack ${stack ?? ""}; there are ${stacks.map(({ name }) => name).join(", ") || "none"}`,
  );
}

/** The list of gaps and the options of one call. */
interface Reading {
  readonly gaps: Gaps;
  readonly options: TemplateOptions;
}

function readFile(path: string, { gaps, options }: Reading): readonly Project[] {
  const positions = new Positions();
  const file = nameOf(path);
  const template = parseTemplate(readFileSync(path, "utf8"), file, positions);
  if (!isMembers(template)) throw new TypeError(`${file}:1: a template is an object`);
  if (isMembers(template.Resources))
    return readStacks([{ name: options.stack ?? "local", file: path }], { gaps, options });
  if ("functions" in template || "provider" in template || /^serverless\./.test(basename(path)))
    return [readService({ template, positions, options, path, file, gaps })];
  throw new TypeError(
    `${file}:1: it has neither Resources, as templates of CloudFormation and SAM have, nor provider and functions, as serverless.yml has`,
  );
}

/** Reads the stacks of one application. They share functions, queues and APIs, and import each other's values. */
function readStacks(stacks: readonly SynthesizedStack[], { gaps, options }: Reading): readonly Project[] {
  const account = checkAccount(options);
  const read: { readonly source: StackSource; readonly project: Project }[] = [];
  const importValue = (name: string) => {
    for (const { source, project } of read) {
      const value = exportedValue(name, source, project);
      if (value !== undefined) return value;
    }
    return undefined;
  };
  const [first] = stacks;
  const folder = dirname(first?.file ?? ".");
  const shared = {
    functions: new Map(),
    queues: new Map(),
    streams: new Map(),
    stateMachines: new Map(),
    origins: new Set<string>(),
    apis: new Map(),
    gaps,
  };
  for (const stack of stacks) {
    const source = { ...sourceOf(stack, account, options), importValue };
    const project = readStack(source, {
      ...shared,
      file: nameOf(stack.file),
      root: folder,
      folder: dirname(stack.file),
      assets: readAssets(stack.file),
      environment: options.environment ?? {},
    });
    read.push({ source, project });
  }
  checkParameters(read, options);
  return read.map(({ project }) => project);
}

function sourceOf(
  { name, file }: SynthesizedStack,
  account: Account,
  { parameters = {} }: TemplateOptions,
): Omit<StackSource, "importValue"> {
  const positions = new Positions();
  const template = parseTemplate(readFileSync(file, "utf8"), nameOf(file), positions);
  if (!isMembers(template)) throw new TypeError(`${nameOf(file)}:1: a template is an object`);
  return { template, positions, account, stackName: name, parameters };
}

function checkParameters(
  read: readonly { readonly source: { readonly template: TemplateMembers } }[],
  { parameters = {} }: TemplateOptions,
): void {
  const known = read.flatMap(({ source }) =>
    isMembers(source.template.Parameters) ? Object.keys(source.template.Parameters) : [],
  );
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new TypeError(
      `fromTemplate: parameters: there is no parameter ${unknown}; there are ${known.join(", ") || "none"}`,
    );
}

/** A path as messages have it: relative to the working directory, if it is within it. */
function nameOf(path: string): string {
  const name = relative(process.cwd(), path);
  return name.startsWith("..") ? path : name;
}
