import { loadCatalog } from "../catalog-file/load-catalog.ts";
import { UsageError } from "../usage-error.ts";
import { writeGenerated } from "./generated-file.ts";
import type { GenerateOutput, GenerateTarget, TargetValues } from "./target.ts";
import { TARGETS } from "./targets.ts";

/** A command `faultwire generate`. */
export interface GenerateRequest {
  readonly target: string;
  /** The file of the catalog, or a package. */
  readonly file: string;
  readonly exportName?: string | undefined;
  readonly out?: string | undefined;
  readonly options: TargetValues;
  /**
   * The folder that paths are relative to.
   *
   * @default process.cwd()
   */
  readonly folder?: string | undefined;
}

/**
 * Makes the text of a target. It has the command on its first line, and is the same on every machine.
 *
 * @throws UsageError for a target, option or catalog with which it cannot be made.
 */
export async function generate(request: GenerateRequest): Promise<string> {
  const { file, exportName, folder, options } = request;
  const target = findTarget(request);
  const { catalog, toStandardJsonSchema } = await loadCatalog("generate", { file, exportName, folder });
  const output = attempt(request.target, () => target.make(catalog, options, { toStandardJsonSchema }));
  return writeGenerated(output, commandOf(request));
}

function findTarget({ target: name, options }: GenerateRequest): GenerateTarget {
  const target = Object.hasOwn(TARGETS, name) ? TARGETS[name] : undefined;
  if (target === undefined) {
    const known = Object.keys(TARGETS).join(", ");
    throw new UsageError(`generate: there is no target ${name}; the targets are ${known}`);
  }
  for (const option of Object.keys(options)) {
    if (!target.options.some((each) => each === option))
      throw new UsageError(`generate: ${name} has no option --${option}; see faultwire generate --help`);
  }
  return target;
}

/** A catalog of which the target cannot be made is refused in the generator's words. */
function attempt(name: string, make: () => GenerateOutput): GenerateOutput {
  try {
    return make();
  } catch (refused) {
    if (refused instanceof TypeError) throw new UsageError(`generate: ${name}: ${refused.message}`);
    throw refused;
  }
}

/** The arguments that make the same again, in one order. */
function commandOf({ target, file, exportName, out, options }: GenerateRequest): readonly string[] {
  const given = Object.entries({ export: exportName, ...sorted(options), out });
  return [
    target,
    file,
    ...given.flatMap(([name, value]) => {
      if (value === undefined || value === false) return [];
      return value === true ? [`--${name}`] : [value].flat().flatMap((each) => [`--${name}`, each]);
    }),
  ];
}

function sorted(options: TargetValues): TargetValues {
  return Object.fromEntries(Object.entries(options).sort(([one], [other]) => (one < other ? -1 : 1)));
}
