import type { CustomTrace } from "@faultwire/wire";

const FRAME = /^\n *at (?:(?:async )?(.+?) \()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/m;

/** Reads the place where an error was thrown from the first frame of its stack. */
export function traceOf(frames: string): CustomTrace | undefined {
  const [, name = "<anonymous>", file, line] = FRAME.exec(frames) ?? [];
  return file === undefined ? undefined : { function: `${name}()`, line: Number(line), file };
}
