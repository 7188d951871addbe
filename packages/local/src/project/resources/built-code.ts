import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseTemplate } from "../document/parse-document.ts";
import { Positions } from "../document/positions.ts";
import { membersOf } from "../document/values.ts";

/** Finds the folder in which `sam build` has put a function, if it has. */
export function findBuilt(folder: string, id: string): string | undefined {
  const file = join(folder, ".aws-sam", "build", "template.yaml");
  if (!existsSync(file)) return undefined;
  const template = parseTemplate(readFileSync(file, "utf8"), file, new Positions());
  const resource = membersOf(membersOf(membersOf(template).Resources)[id]);
  const { CodeUri, Code } = membersOf(resource.Properties);
  const path = CodeUri ?? Code;
  const built = typeof path === "string" ? resolve(dirname(file), path) : undefined;
  return built !== undefined && existsSync(built) ? built : undefined;
}
