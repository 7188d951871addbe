import type ts from "typescript";
import { namesInCatalog } from "../faults/fault-types.ts";
import type { SourceProject } from "../program/project.ts";
import { unwrap } from "../program/syntax.ts";

/** An option as it is written. */
export interface Option {
  readonly node: ts.Node;
  readonly value: ts.Expression | undefined;
  readonly type: ts.Type;
}

/** Finds an option of a wrapper or caller; undefined without it. */
export function optionOf(
  project: SourceProject,
  options: ts.Expression | undefined,
  name: string,
): Option | undefined {
  if (options === undefined) return undefined;
  const { ts, checker } = project;
  const property = checker.getPropertyOfType(checker.getTypeAtLocation(options), name);
  if (property === undefined) return undefined;
  const node = unwrap(project, options);
  const written = ts.isObjectLiteralExpression(node)
    ? node.properties.find((each) => each.name !== undefined && each.name.getText() === name)
    : undefined;
  const value =
    written && ts.isPropertyAssignment(written)
      ? written.initializer
      : written && ts.isShorthandPropertyAssignment(written)
        ? written.name
        : undefined;
  const type = value
    ? checker.getTypeAtLocation(value)
    : checker.getTypeOfSymbolAtLocation(property, options);
  return { node: written ?? options, value, type };
}

/** The names of the faults of a catalog that is an option; undefined where the types do not show them. */
export function declaredBy(
  project: SourceProject,
  option: Option | undefined,
): ReadonlySet<string> | undefined {
  return option && namesInCatalog(project, option.type);
}
