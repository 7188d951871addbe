import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Catalog } from "@faultwire/catalog";
import type { ToStandardJsonSchema } from "@faultwire/infra";
import { UsageError } from "../usage-error.ts";
import { catalogsOf } from "./catalogs-of.ts";
import { importModule } from "./import-module.ts";

/** A catalog and what came with it. */
export interface LoadedCatalog {
  readonly catalog: Catalog;
  /** That of `@valibot/to-json-schema`, for schemas of valibot, where the project has this package. */
  readonly toStandardJsonSchema: ToStandardJsonSchema | undefined;
}

/** The place of a catalog. */
export interface CatalogPlace {
  /** A file, or the name of a package. */
  readonly file: string;
  /** The export that holds it, where a file has several. */
  readonly exportName?: string | undefined;
  /**
   * The folder that the file is relative to.
   *
   * @default process.cwd()
   */
  readonly folder?: string | undefined;
}

/**
 * Loads a catalog from a file, TypeScript or compiled, or from a package.
 *
 * @param verb the command that needs it, for messages
 * @throws UsageError naming the file and what to do.
 */
export async function loadCatalog(
  verb: string,
  { file, exportName, folder = process.cwd() }: CatalogPlace,
): Promise<LoadedCatalog> {
  const path = resolve(folder, file);
  const isFile = existsSync(path);
  const isPackage = /^[^./\\]/.test(file) && !/\.[cm]?[jt]sx?$/.test(file);
  if (!isFile && !isPackage)
    throw new UsageError(`${verb}: there is no file ${file}; name the file that exports the catalog`);
  const exports = await importCatalogs(verb, { file, path: isFile ? path : file, folder });
  const catalog = choose(`${verb}: ${file}`, catalogsOf(exports), exportName);
  const from = isFile ? path : resolve(folder, "package.json");
  return { catalog, toStandardJsonSchema: await schemasFor(catalog, from) };
}

/** A module to import, and its name in messages. */
export interface CatalogModule {
  readonly file: string;
  /** The absolute path, or the name of a package. */
  readonly path: string;
  readonly folder: string;
}

/**
 * Imports a module with catalogs.
 *
 * @throws UsageError naming the file and the reason.
 */
export async function importCatalogs(
  verb: string,
  { file, path, folder }: CatalogModule,
): Promise<Readonly<Record<string, unknown>>> {
  return await importModule(path, folder).catch((failure: unknown) => {
    throw new UsageError(`${verb}: ${file} cannot be loaded: ${reasonOf(failure)}`);
  });
}

/** Finds what makes the JSON Schemas of a catalog with schemas of valibot; undefined for every other one. */
export async function schemasFor(catalog: Catalog, from: string): Promise<ToStandardJsonSchema | undefined> {
  const hasValibot = Object.values(catalog.faults).some(
    ({ declaration }) => declaration.details?.["~standard"].vendor === "valibot",
  );
  return hasValibot ? await findValibots(from) : undefined;
}

function choose(
  where: string,
  catalogs: ReadonlyMap<string, Catalog>,
  exportName: string | undefined,
): Catalog {
  const names = [...catalogs.keys()];
  if (names.length === 0) {
    throw new UsageError(
      `${where} exports no catalog; export one, as: export const Orders = defineCatalog("orders", { OrderNotFound })`,
    );
  }
  const [only] = names.length === 1 ? names : [];
  const catalog = catalogs.get(exportName ?? only ?? "");
  if (catalog !== undefined) return catalog;
  throw new UsageError(
    exportName === undefined
      ? `${where} exports ${names.length} catalogs; choose one with --export ${names.join(", or --export ")}`
      : `${where} has no catalog ${exportName}; it exports ${names.join(", ")}`,
  );
}

function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const { message, stack = "" } = failure;
  if ("code" in failure && /MODULE_NOT_FOUND$/.test(String(failure.code))) {
    // Below the first line are the places of the command itself.
    const [first = "", ...others] = message.split("\n");
    const importer = others.find((line) => line.startsWith("- ") && !line.endsWith("_index.js"));
    return `${first}${importer === undefined ? "" : `, imported by ${importer.slice(2)}`}; is it installed?`;
  }
  const [frame] = /\bat .*/.exec(stack.slice(stack.indexOf(message) + message.length)) ?? [];
  return [message.trim(), frame].filter(Boolean).join(" ");
}

/** Finds the package that makes the JSON Schemas of valibot, in the catalog's project. */
async function findValibots(from: string): Promise<ToStandardJsonSchema | undefined> {
  try {
    const file = createRequire(from).resolve("@valibot/to-json-schema");
    const { toStandardJsonSchema } = await import(pathToFileURL(file).href);
    return toStandardJsonSchema;
  } catch {
    // Only catalogs with schemas of valibot need it, and the generator then says so.
    return undefined;
  }
}
