import { createJiti } from "jiti";

/**
 * Imports a module of a project, TypeScript or not, as its bundler would: imports may have no extension, or that of the
 * compiled file, or the prefixes in the `paths` of a tsconfig. What it prints goes to the standard error, because the
 * standard output is for what the command makes.
 *
 * @param specifier an absolute path, or the name of a package
 * @param folder the folder of the project
 */
export async function importModule(
  specifier: string,
  folder = process.cwd(),
): Promise<Readonly<Record<string, unknown>>> {
  const jiti = createJiti(`${folder}/`, {
    fsCache: false,
    tsconfigPaths: true,
    interopDefault: false,
  });
  const write = process.stdout.write;
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    return await jiti.import(specifier);
  } finally {
    process.stdout.write = write;
  }
}
