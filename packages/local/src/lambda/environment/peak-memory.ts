import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";

/** Asking the system takes as long as a tenth of a warm invocation; a peak seldom moves. */
const ASK_AGAIN_MS = 50;

/** The peak of resident memory of an environment's processes, where the system tells. */
export class PeakMemory {
  #megabytes: number | undefined;
  #askedAt = Number.NEGATIVE_INFINITY;

  /** In megabytes; the last that was seen where the process has ended. */
  of(processId: number | undefined): number | undefined {
    if (performance.now() - this.#askedAt < ASK_AGAIN_MS) return this.#megabytes;
    this.#askedAt = performance.now();
    this.#megabytes = read(processId) ?? this.#megabytes;
    return this.#megabytes;
  }
}

function read(processId: number | undefined): number | undefined {
  if (process.platform !== "linux" || processId === undefined) return undefined;
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${processId}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
  } catch {
    // The process has ended.
    return undefined;
  }
}
