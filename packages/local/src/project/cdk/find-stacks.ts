import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { membersOf, type TemplateMembers } from "../document/values.ts";

/** A synthesised stack of a CDK application. */
export interface SynthesizedStack {
  readonly name: string;
  /** The path of its template. */
  readonly file: string;
}

/** Whether a folder is what `cdk synth` writes. */
export function isCloudAssembly(folder: string): boolean {
  return existsSync(join(folder, "manifest.json"));
}

/** Lists the stacks in the output of `cdk synth`, those of its stages included. */
export function findStacks(folder: string): readonly SynthesizedStack[] {
  const { artifacts } = readJson(join(folder, "manifest.json"));
  return Object.entries(membersOf(artifacts)).flatMap(([id, artifact]) => {
    const { type, properties, displayName } = membersOf(artifact);
    const { templateFile, stackName, directoryName } = membersOf(properties);
    if (type === "aws:cloudformation:stack" && typeof templateFile === "string")
      return [{ name: String(stackName ?? displayName ?? id), file: join(folder, templateFile) }];
    if (type === "cdk:cloud-assembly" && typeof directoryName === "string")
      return findStacks(join(folder, directoryName));
    return [];
  });
}

/** Reads the folders of the assets of a stack, by hash, from the manifest beside its template. */
export function readAssets(template: string): ReadonlyMap<string, string> {
  const manifest = template.replace(/\.template\.json$/, ".assets.json");
  if (manifest === template || !existsSync(manifest)) return new Map();
  const { files } = readJson(manifest);
  return new Map(
    Object.entries(membersOf(files)).flatMap(([hash, file]): [string, string][] => {
      const { path } = membersOf(membersOf(file).source);
      return typeof path === "string" ? [[hash, path]] : [];
    }),
  );
}

function readJson(file: string): TemplateMembers {
  try {
    return membersOf(JSON.parse(readFileSync(file, "utf8")));
  } catch (failure) {
    throw new TypeError(`${file}: ${failure instanceof Error ? failure.message : failure}`);
  }
}
