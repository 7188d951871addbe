import type { CustomTrace } from "@faultwire/wire";

const FRAME = /^\s*at (?:(?:async )?(.+?) \()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/;

/** Reads where an error was thrown off the first frame of its stack. */
export function traceOf([first = ""]: readonly string[]): CustomTrace | undefined {
  const [, name = "<anonymous>", file, line] = FRAME.exec(first) ?? [];
  return file === undefined ? undefined : { function: `${name}()`, line: Number(line), file };
}
