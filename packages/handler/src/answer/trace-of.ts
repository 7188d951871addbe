import type { CustomTrace } from "@faultwire/wire";

const FRAME = /^ *at (?:(?:async )?(.+?) \()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/;
/** Longer than any frame, in characters. */
const FRAME_LIMIT = 2048;

/** Reads the place where an error was thrown from the first frame of its stack. */
export function traceOf(frames: string): CustomTrace | undefined {
  const found = frames.split("\n").map((frame) => (frame.length > FRAME_LIMIT ? null : FRAME.exec(frame)));
  const [, name = "<anonymous>", file, line] = found.find((frame) => frame !== null) ?? [];
  return file === undefined ? undefined : { function: `${name}()`, line: Number(line), file };
}
