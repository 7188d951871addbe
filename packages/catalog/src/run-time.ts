/* The one file that `.` and `./internal` load: there is one copy of the classes. Each has types of its own. */

// biome-ignore-start lint/performance/noReExportAll: both entries, whole.
export * from "./index.ts";
export * from "./internal/index.ts";
// biome-ignore-end lint/performance/noReExportAll: both entries, whole.
