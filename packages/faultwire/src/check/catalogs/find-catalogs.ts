import type ts from "typescript";
import { isOfCatalog } from "../faults/fault-types.ts";
import { functionNameOf, nodesIn } from "../program/calls.ts";
import { ownFiles } from "../program/own-files.ts";
import { type Place, placeOf, type SourceProject } from "../program/project.ts";

/** A catalog that a module of the project exports. */
export interface ExportedCatalog {
  /** The absolute path of the module. */
  readonly path: string;
  readonly exportName: string;
  readonly place: Place;
  /** The declarations of its faults, as far as its type shows them. */
  readonly faults: ReadonlyMap<string, Place>;
}

/** The catalogs of a project. */
export interface FoundCatalogs {
  readonly exported: readonly ExportedCatalog[];
  /** Catalogs that no module exports, so that they cannot be loaded. */
  readonly hidden: readonly Place[];
}

/** Finds the catalogs of a project, each where it is declared. */
export function findCatalogs(project: SourceProject): FoundCatalogs {
  const { checker } = project;
  const known = new Set<ts.Symbol>();
  const exported = ownFiles(project).flatMap((source): readonly ExportedCatalog[] => {
    const module = checker.getSymbolAtLocation(source);
    const symbols = module ? checker.getExportsOfModule(module) : [];
    return symbols.flatMap((each) => {
      const symbol = resolved(project, each);
      const [declaration] = symbol.declarations ?? [];
      // A re-export is found where it comes from.
      if (declaration?.getSourceFile() !== source || known.has(symbol)) return [];
      const type = checker.getTypeOfSymbol(symbol);
      if (!isCatalog(type)) return [];
      known.add(symbol);
      const place = placeOf(project, declaration);
      return [{ path: source.fileName, exportName: each.name, place, faults: placesOfFaults(project, type) }];
    });
  });
  return { exported, hidden: hiddenCatalogs(project, known) };
}

function resolved({ ts, checker }: SourceProject, symbol: ts.Symbol): ts.Symbol {
  return (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
}

function isCatalog(type: ts.Type): boolean {
  const symbol = type.getSymbol();
  return symbol?.name === "Catalog" && isOfCatalog(symbol);
}

function placesOfFaults(project: SourceProject, type: ts.Type): ReadonlyMap<string, Place> {
  const { checker } = project;
  const property = checker.getPropertyOfType(type, "faults");
  const faults = property ? checker.getPropertiesOfType(checker.getTypeOfSymbol(property)) : [];
  return new Map(
    faults.flatMap((fault) => {
      const [declaration] =
        checker.getTypeOfSymbol(fault).getSymbol()?.declarations ?? fault.declarations ?? [];
      return declaration ? [[fault.name, placeOf(project, declaration)] as const] : [];
    }),
  );
}

/** The calls of `defineCatalog` and `mergeCatalogs` whose result has a name that no module exports. */
function hiddenCatalogs(project: SourceProject, known: ReadonlySet<ts.Symbol>): readonly Place[] {
  const { ts, checker } = project;
  return nodesIn(project).calls.flatMap((call) => {
    const name = functionNameOf(project, call.expression, "@faultwire/catalog");
    if (name !== "defineCatalog" && name !== "mergeCatalogs") return [];
    const { parent } = call;
    const symbol =
      ts.isVariableDeclaration(parent) && ts.isIdentifier(parent.name)
        ? checker.getSymbolAtLocation(parent.name)
        : undefined;
    const isExported = (symbol && known.has(symbol)) || ts.isExportAssignment(parent);
    return isExported ? [] : [placeOf(project, call)];
  });
}
