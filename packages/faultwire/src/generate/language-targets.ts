import { goFor, javaFor, pythonFor } from "@faultwire/infra";
import type { GenerateTarget } from "./target.ts";

/** The targets of `faultwire generate` that are files of other languages. */
export const LANGUAGE_TARGETS: Readonly<Record<string, GenerateTarget>> = {
  python: {
    summary: "exceptions of Python, for functions that raise them and for callers",
    options: [],
    make: (catalog, _values, schemas) => ({
      text: pythonFor(catalog, schemas),
      comment: (note) => `# ${note}`,
    }),
  },
  go: {
    summary: "error types of Go, for functions that return them and for callers",
    options: ["package"],
    make: (catalog, { package: name }, schemas) => ({
      text: goFor(catalog, { ...schemas, package: name }),
      comment: (note) => `// ${note}\n`,
    }),
  },
  java: {
    summary: "exceptions of Java, for functions that throw them",
    options: ["package"],
    make: (catalog, { package: name }, schemas) => ({
      text: javaFor(catalog, { ...schemas, package: name }),
      // A backslash could begin an escape, even in a comment.
      comment: (note) => `// ${note.replaceAll("\\", "/")}`,
    }),
  },
};
