import { statSync } from "node:fs";

/** The state of one file: when it was modified, in milliseconds, its size, and which file it is. */
export interface FileState {
  readonly text: string;
  readonly modifiedAt: number;
}

/** Looks at a file. One that is not there has a state too. */
export function fileState(file: string): FileState {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { text: "missing", modifiedAt: 0 };
  const { mtimeMs, size, ino } = found;
  return { text: `${mtimeMs} ${size} ${ino}`, modifiedAt: mtimeMs };
}
