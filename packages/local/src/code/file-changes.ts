import { fileState } from "../runtime/file-state.ts";

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
      const { text, modifiedAt } = fileState(file);
      return [file, modifiedAt >= readAt - TICK_MS ? UNKNOWN : text];
    }),
  );
}

/** Returns whether any of the files is not as it was. */
export function hasChanged(snapshot: Snapshot): boolean {
  return [...snapshot].some(([file, state]) => fileState(file).text !== state);
}
