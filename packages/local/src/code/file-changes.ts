import { statSync } from "node:fs";

/** The state of files when they were read, by path. */
export type Snapshot = ReadonlyMap<string, string>;

/** A clock that files are stamped with may be behind by a tick. */
const TICK_MS = 20;
/** The state of a file that may have been written after it was read: it counts as changed. */
const UNKNOWN = "unknown";

/** Records the state of files that were read at a time or later, in milliseconds. */
export function snapshotOf(files: Iterable<string>, readAt: number): Snapshot {
  return new Map(
    [...files].map((file) => {
      const { state, modifiedAt } = look(file);
      return [file, modifiedAt >= readAt - TICK_MS ? UNKNOWN : state];
    }),
  );
}

/** Returns whether any of the files is not as it was. */
export function hasChanged(snapshot: Snapshot): boolean {
  return [...snapshot].some(([file, state]) => look(file).state !== state);
}

/** The state of one file: when it was modified, its size, and which file it is. */
function look(file: string): { readonly state: string; readonly modifiedAt: number } {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return { state: "missing", modifiedAt: 0 };
  const { mtimeMs, size, ino } = found;
  return { state: `${mtimeMs} ${size} ${ino}`, modifiedAt: mtimeMs };
}
