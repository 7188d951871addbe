import type { WireError } from "../wire-error.ts";
import { decodeFaultFrame, frameStart } from "./fault-frame.ts";
import type { StreamForm } from "./stream-type.ts";

/** A reader of a stream's bytes that finds the frame at its end. */
export interface FrameSplitter {
  /** Takes the next bytes; returns those that are not of a frame. The beginning of what may be one is held back. */
  readonly pass: (bytes: Uint8Array) => Uint8Array;
  /** Ends the stream: returns the bytes that were held back, or the frame's error, which is undefined where it was cut. */
  readonly end: () => { readonly held: Uint8Array } | { readonly error: WireError | undefined };
  /** Whether the frame has come, whole. */
  readonly isOver: () => boolean;
}

/** In bytes: more than any frame has. */
const LIMIT = 2_100_000;
const LINE_FEED = 10;

/** Makes a reader that finds the frame of a stream by its token. */
export function splitAtFrame(form: StreamForm, token: string): FrameSplitter {
  const start = new TextEncoder().encode(frameStart(form, token));
  const nothing = new Uint8Array();
  let held = nothing;
  const frame: Uint8Array[] = [];
  let size = 0;
  let isOver = false;

  function collect(bytes: Uint8Array): Uint8Array {
    // The frame of an event has a line feed before its JSON, too.
    isOver = bytes.indexOf(LINE_FEED, size === 0 ? start.length : 0) !== -1;
    size += bytes.length;
    isOver ||= size > LIMIT;
    frame.push(bytes);
    return nothing;
  }

  return {
    pass: (bytes) => {
      if (isOver) return nothing;
      if (size > 0) return collect(bytes);
      const all = held.length > 0 ? concat([held, bytes]) : bytes;
      const at = find(start, all);
      const isWhole = at + start.length <= all.length;
      held = isWhole ? nothing : all.slice(at);
      if (isWhole) collect(all.slice(at));
      return all.subarray(0, at);
    },
    end: () => {
      if (size === 0) return { held };
      const text = new TextDecoder().decode(concat(frame));
      return { error: size > LIMIT ? undefined : decodeFaultFrame(text) };
    },
    isOver: () => isOver,
  };
}

/** Finds the place of a text in bytes, or of the end of them that the text may begin with; else it is their length. */
function find(text: Uint8Array, bytes: Uint8Array): number {
  const [first = 0] = text;
  for (let at = bytes.indexOf(first); at !== -1; at = bytes.indexOf(first, at + 1)) {
    if (text.every((byte, index) => at + index >= bytes.length || bytes[at + index] === byte)) return at;
  }
  return bytes.length;
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
