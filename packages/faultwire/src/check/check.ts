import { checkCallers } from "./callers/check-callers.ts";
import { type ExportedCatalog, type FoundCatalogs, findCatalogs } from "./catalogs/find-catalogs.ts";
import type { CheckResult, Finding, UnseenPart } from "./finding.ts";
import { checkHandler } from "./handlers/check-handler.ts";
import { findHandlers, type Handler } from "./handlers/find-handlers.ts";
import { openProjects } from "./program/open-projects.ts";
import { ownFiles } from "./program/own-files.ts";
import { keyOf, type Place, placeOf, type SourceProject, writePlace } from "./program/project.ts";
import { Summaries } from "./throws/summaries.ts";
import type { Unseen } from "./throws/thrown.ts";

/** The options of {@link check}. */
export interface CheckOptions {
  /** The folder in which the nearest tsconfig.json is looked for. */
  readonly folder: string;
  /**
   * The folder that paths in findings are relative to.
   *
   * @default folder
   */
  readonly root?: string | undefined;
  /** A tsconfig.json, or its folder; by default the nearest one. */
  readonly project: string | undefined;
  /** Called with what is done now. */
  readonly onProgress?: (doing: string) => void;
}

/**
 * Checks what the handlers of a project throw, and what its callers expect.
 *
 * @throws UsageError for a project that cannot be read.
 */
export function check({ folder, root = folder, project: path, onProgress }: CheckOptions): CheckedProject {
  const found = new Found(onProgress);
  onProgress?.("reading the project");
  for (const project of openProjects(path, { folder, root })) found.addProject(project);
  return { ...found.result, catalogs: found.catalogs };
}

/** The result of a check, and the catalogs that it has seen. */
export interface CheckedProject extends CheckResult {
  readonly catalogs: FoundCatalogs;
}

/**
 * Finds the catalogs of a project, and checks nothing.
 *
 * @throws UsageError for a project that cannot be read.
 */
export function catalogsIn({ folder, root = folder, project: path }: CheckOptions): FoundCatalogs {
  const found = new Found(undefined);
  for (const project of openProjects(path, { folder, root })) found.addCatalogs(project);
  return found.catalogs;
}

/** The findings of all programs; a file may be in several. */
class Found {
  readonly #findings = new Map<string, Finding>();
  readonly #unseen = new Map<string, UnseenPart>();
  readonly #errors = new Set<string>();
  readonly #handlers = new Set<string>();
  readonly #callers = new Set<string>();
  readonly #files = new Set<string>();
  readonly #exported = new Map<string, ExportedCatalog>();
  readonly #hidden = new Map<string, Place>();
  readonly #onProgress: CheckOptions["onProgress"];
  #functions = 0;

  constructor(onProgress: CheckOptions["onProgress"]) {
    this.#onProgress = onProgress;
  }

  get result(): CheckResult {
    const counts = {
      handlers: this.#handlers.size,
      functions: this.#functions,
      callers: this.#callers.size,
      files: this.#files.size,
      otherErrors: this.#errors.size,
    };
    return { findings: [...this.#findings.values()], unseen: [...this.#unseen.values()], counts };
  }

  get catalogs(): FoundCatalogs {
    return { exported: [...this.#exported.values()], hidden: [...this.#hidden.values()] };
  }

  addCatalogs(project: SourceProject): void {
    const { exported, hidden } = findCatalogs(project);
    for (const each of exported) this.#exported.set(`${each.path} ${each.exportName}`, each);
    for (const each of hidden) this.#hidden.set(writePlace(each), each);
  }

  addProject(project: SourceProject): void {
    this.addCatalogs(project);
    for (const { fileName } of ownFiles(project)) this.#files.add(fileName);
    const { findings, callers } = checkCallers(project);
    this.#add(findings);
    for (const each of callers) this.#callers.add(keyOf(each));
    const summaries = new Summaries(project);
    for (const handler of findHandlers(project)) this.#addHandler(project, summaries, handler);
    this.#functions += summaries.size;
  }

  #addHandler(project: SourceProject, summaries: Summaries, handler: Handler): void {
    const key = keyOf(handler.call);
    if (this.#handlers.has(key)) return;
    this.#handlers.add(key);
    this.#onProgress?.(`following ${handler.name} of ${placeOf(project, handler.call).file}`);
    const { findings, unseen, errors } = checkHandler(project, summaries, handler);
    this.#add(findings);
    for (const each of unseen) addUnseen(project, this.#unseen, { part: each, handler: handler.name });
    for (const each of errors) this.#errors.add(keyOf(each));
  }

  #add(findings: readonly Finding[]): void {
    for (const finding of findings) {
      const { file, line, column } = finding.place;
      this.#findings.set(`${finding.key} ${file}:${line}:${column}`, finding);
    }
  }
}

interface Added {
  readonly part: Unseen;
  readonly handler: string;
}

function addUnseen(project: SourceProject, unseen: Map<string, UnseenPart>, { part, handler }: Added): void {
  const place = placeOf(project, part.origin);
  const name = part.package ? `${part.name} of ${part.package}` : part.name;
  const key = part.reason === "library" ? name : `${part.reason} ${keyOf(part.origin)}`;
  const known = unseen.get(key);
  const handlers = [...new Set([...(known?.handlers ?? []), handler])];
  unseen.set(key, { reason: part.reason, name, place: known?.place ?? place, handlers });
}
