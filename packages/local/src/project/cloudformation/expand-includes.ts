import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseTemplate } from "../document/parse-document.ts";
import type { Positions } from "../document/positions.ts";
import { isMembers, membersOf } from "../document/values.ts";

/** Puts files beside the template in the place of the macro `AWS::Include`; other places stay as they are. */
export function expandIncludes(value: unknown, folder: string, positions: Positions): unknown {
  if (!isMembers(value) && !Array.isArray(value)) return value;
  const included = isMembers(value) ? includedFile(value["Fn::Transform"], folder) : undefined;
  const members = Object.entries(value).filter(
    ([name]) => included === undefined || name !== "Fn::Transform",
  );
  const expanded = members.map(
    ([name, member]) => [name, expandIncludes(member, folder, positions)] as const,
  );
  const copy = Array.isArray(value)
    ? expanded.map(([, member]) => member)
    : {
        ...membersOf(included && parseTemplate(readFileSync(included, "utf8"), included, positions)),
        ...Object.fromEntries(expanded),
      };
  positions.copy(value, copy);
  return copy;
}

function includedFile(transform: unknown, folder: string): string | undefined {
  const { Name, Parameters } = membersOf(transform);
  const { Location } = membersOf(Parameters);
  if (Name !== "AWS::Include" || typeof Location !== "string") return undefined;
  const file = resolve(folder, Location);
  return existsSync(file) ? file : undefined;
}
