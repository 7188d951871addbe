import { createRequire } from "node:module";

// Required: an import touches every export, and with them unused modules. The cast: require returns any.
const { writeSync } = createRequire(import.meta.url)("node:fs") as typeof import("node:fs");

/**
 * Writes past the event loop: the process may exit right after `done()`, and what it posted must have left. A full
 * buffer answers EAGAIN; the only thing to do then is to wait and write on.
 */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let sent = 0; sent < bytes.length; ) {
    try {
      sent += writeSync(descriptor, bytes, sent);
    } catch (failure) {
      // The cast: only the system's errors come from a write.
      if ((failure as NodeJS.ErrnoException).code !== "EAGAIN") throw failure;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
