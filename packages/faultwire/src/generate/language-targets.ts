import { dotnetFor, goFor, javaFor, pythonFor, rubyFor, rustFor } from "@faultwire/infra";
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
  ruby: {
    summary: "exceptions of Ruby, for functions that raise them",
    options: ["package"],
    make: (catalog, { package: name }, schemas) => ({
      text: rubyFor(catalog, { ...schemas, package: name }),
      comment: (note) => `# ${note}`,
    }),
  },
  rust: {
    summary: "error types of Rust, for functions that return them",
    options: ["diagnostic"],
    make: (catalog, { diagnostic }, schemas) => ({
      text: rustFor(catalog, { ...schemas, diagnostic }),
      comment: (note) => `// ${note}`,
    }),
  },
  dotnet: {
    summary: "exceptions of C#, for functions that throw them",
    options: ["package"],
    make: (catalog, { package: name }, schemas) => ({
      text: dotnetFor(catalog, { ...schemas, package: name }),
      comment: (note) => `// ${note}`,
    }),
  },
};
