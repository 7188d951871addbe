import type ts from "typescript";
import { isOurs, type SourceProject } from "./project.ts";

/** The sources that belong to the user: no declaration files, no libraries, nothing of Faultwire. */
export function ownFiles({ program }: SourceProject): readonly ts.SourceFile[] {
  return program
    .getSourceFiles()
    .filter(
      (source) =>
        !source.isDeclarationFile &&
        !isOurs(source.fileName) &&
        !program.isSourceFileFromExternalLibrary(source),
    );
}
