import { join } from "node:path";
import ts from "typescript";

const root = join(import.meta.dirname, "../../..");
/** The file that is counted, whose text is only in memory. Its imports are found from here. */
const COUNTED = join(root, "benchmarks/counted.ts");

const { config } = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(
  { ...config.compilerOptions, types: ["node"] },
  join(root, "benchmarks"),
);
const parsed = new Map<string, ts.SourceFile | undefined>();

/**
 * Counts the type instantiations that the compiler makes of a source, its own and those of what it imports. The same
 * compiler counts the same number on every machine.
 *
 * @throws Error with the compiler's first messages for a source that does not compile.
 */
export function countInstantiations(source: string): number {
  const program = ts.createProgram([COUNTED], options, hostOf(source));
  const messages = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
  if (messages.length > 0)
    throw new Error(`The generated source does not compile:\n${JSON.stringify(messages.slice(0, 5))}`);
  return program.getInstantiationCount();
}

/** A host that parses each file of the libraries and the packages only once. */
function hostOf(source: string): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (file) => file === COUNTED || fileExists(file);
  host.getSourceFile = (file, target, ...further) => {
    if (file === COUNTED) return ts.createSourceFile(file, source, target);
    if (!parsed.has(file)) parsed.set(file, getSourceFile(file, target, ...further));
    return parsed.get(file);
  };
  return host;
}
