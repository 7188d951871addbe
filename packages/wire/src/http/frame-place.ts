import type { StreamForm } from "./stream-type.ts";

/** The place in a stream at which a frame would begin. */
export interface FramePlace {
  /** Follows bytes that were written. */
  readonly follow: (bytes: Uint8Array) => void;
  /** Makes the text that has to come before a frame, so that the frame is whole and what is half is not taken for whole. */
  readonly lead: () => string;
}

const [LINE_FEED, RETURN] = [10, 13];
/** The bytes of a line that are looked at: more than any id that people write. */
const LINE_ROOM = 1024;
/** The first line of a stream may begin with it. */
const BYTE_ORDER_MARK = "\xef\xbb\xbf";

/** Follows a stream from its first byte. */
export function followStream(form: StreamForm, token: string): FramePlace {
  return form === "events" ? followEvents(token) : followRows();
}

/** A row without a line feed may be whole. A number may be half of another one: nothing else that is cut is JSON. */
function followRows(): FramePlace {
  let last = LINE_FEED;
  return {
    follow: (bytes) => {
      last = bytes.at(-1) ?? last;
    },
    lead: () => {
      if (last === LINE_FEED) return "";
      return last >= 0x30 && last <= 0x39 ? ".\n" : "\n";
    },
  };
}

/**
 * An event without its empty line must not be dispatched: it gets a name that has no listener, and the id of the event
 * before it, from which a client resumes.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
function followEvents(token: string): FramePlace {
  /** The line that has not ended, each byte a character. */
  let line = "";
  let isAfterReturn = false;
  let isOpen = false;
  let openId: string | undefined;
  let lastId = "";
  let mark = BYTE_ORDER_MARK;

  function withoutMark(): string {
    return line.startsWith(mark) ? line.slice(mark.length) : line;
  }

  function endLine(): void {
    if (line === "") {
      lastId = openId ?? lastId;
      [isOpen, openId] = [false, undefined];
      return;
    }
    isOpen = true;
    openId = idIn(withoutMark()) ?? openId;
    [line, mark] = ["", ""];
  }

  return {
    follow: (bytes) => {
      for (const byte of bytes) {
        const isPair = isAfterReturn && byte === LINE_FEED;
        isAfterReturn = byte === RETURN;
        if (isPair) continue;
        if (byte === LINE_FEED || byte === RETURN) endLine();
        else if (line.length < LINE_ROOM) line += String.fromCharCode(byte);
      }
    },
    lead: () => {
      if (!isOpen && line === "") return "";
      // Not a digit: half of a `retry` would be a shorter one.
      const end = line === "" ? "" : ".\n";
      const hasId = openId !== undefined || withoutMark().startsWith("id");
      return `${end}event: ${cutEventName(token)}\n${hasId ? `id: ${toText(lastId)}\n` : ""}\n`;
    },
  };
}

/** Makes the name of an event that was cut: readers leave it out. */
export function cutEventName(token: string): string {
  return `cut-${token}`;
}

function idIn(line: string): string | undefined {
  const [name, ...value] = line.split(":");
  if (name !== "id" || line.includes("\0")) return undefined;
  return value.join(":").replace(/^ /, "");
}

function toText(bytes: string): string {
  return new TextDecoder().decode(Uint8Array.from(bytes, (character) => character.charCodeAt(0)));
}
