import type { CatalogDescription, FaultDescription } from "../description/describe-catalog.ts";
import { schemaOfDetails } from "../description/schema-of-details.ts";
import { UniqueNames } from "./names.ts";
import type { ChoiceShape, RecordShape, Shape } from "./shape.ts";
import { shapeOf } from "./shape-of.ts";

/** The rules of a language for the names of types. */
export interface TypeNaming {
  /** The call, as `pythonFor()`. */
  readonly where: string;
  /** Keywords, and names that the file has already. */
  readonly reserved: Iterable<string>;
  /**
   * Finds the name of a fault's type.
   *
   * @throws TypeError for a fault that cannot have a type.
   */
  readonly typeName: (fault: FaultDescription, names: UniqueNames) => string;
}

/** A fault with the types of its details. */
export interface TypedFault extends FaultDescription {
  readonly typeName: string;
  /** Undefined for a fault without details. */
  readonly shape: Shape | undefined;
}

/** The faults of a catalog and the types that a file has for them. */
export interface CatalogShapes {
  readonly name: string;
  readonly faults: readonly TypedFault[];
}

/**
 * Finds the types that a file in another language has for a catalog.
 *
 * @throws TypeError naming the fault, and the member, that cannot have a type.
 */
export function catalogShapes(
  { name, faults }: CatalogDescription,
  { where, reserved, typeName }: TypeNaming,
): CatalogShapes {
  const names = new UniqueNames(reserved);
  // All faults first: their names are those that people chose.
  const named = faults.map((fault) => ({ fault, typeName: typeName(fault, names) }));
  const typed = named.map(({ fault, typeName: ownName }): TypedFault => {
    const schema = schemaOfDetails(where, fault);
    const place = {
      ...{ root: schema ?? {}, names, path: [], known: new Map(), followed: [] },
      where: `${where}: ${fault.errorType}`,
      typeName: `${ownName}Details`,
    };
    return { ...fault, typeName: ownName, shape: schema && shapeOf(schema, place) };
  });
  return { name, faults: typed };
}

/** The types that a file has for shapes and for all that is in them, each once. */
export interface NamedTypes {
  readonly records: readonly RecordShape[];
  readonly choices: readonly ChoiceShape[];
}

/** Finds the types of shapes and of all that is in them. */
export function namedTypesOf(shapes: readonly (Shape | undefined)[]): NamedTypes {
  const found = new Set<RecordShape | ChoiceShape>();
  for (const shape of shapes) collect(shape, found);
  return {
    records: [...found].filter((each) => each.kind === "record"),
    choices: [...found].filter((each) => each.kind === "choice"),
  };
}

function collect(shape: Shape | undefined, found: Set<RecordShape | ChoiceShape>): void {
  switch (shape?.kind) {
    case "choice":
      found.add(shape);
      break;
    case "record":
      if (found.has(shape)) break;
      found.add(shape);
      for (const member of shape.members) collect(member.shape, found);
      break;
    case "list":
      collect(shape.item, found);
      break;
    case "map":
      collect(shape.value, found);
      break;
    case "nullable":
      collect(shape.inner, found);
      break;
  }
}
