import { relative, sep } from "node:path";
import { outdatedFiles } from "../generate/outdated-files.ts";
import type { CheckedLock } from "./check-lock.ts";

/**
 * Finds generated files of a project that are out of date.
 *
 * @param root the folder that paths in findings are relative to
 */
export async function checkGenerated(folder: string, root: string): Promise<CheckedLock> {
  const files = (await outdatedFiles(folder)).map(({ path, problem, isSeen }) => {
    const file = relative(root, path).split(sep).join("/");
    return { file, problem, isSeen, place: { file, line: 1, column: 1 } };
  });
  return {
    findings: files
      .filter(({ isSeen }) => isSeen)
      .map(({ file, place, problem }) => ({
        ...{ rule: "outdated-file", severity: "error", path: [], place },
        message: `this generated file is out of date: ${problem}`,
        key: `outdated-file ${file}`,
      })),
    unseen: files
      .filter(({ isSeen }) => !isSeen)
      .map(({ place, problem }) => ({ name: "a generated file", reason: problem, place, handlers: [] })),
  };
}
