/** A server-sent event. */
export interface ServerSentEvent {
  /** @default "message" */
  readonly event: string;
  /** The lines of data, joined by line feeds. */
  readonly data: string;
  /** The id of this event or of the last one before it that had one; empty without one. */
  readonly id: string;
}

/** A reader of server-sent events, piece by piece. */
export interface EventReader {
  /** Reads the next piece of the stream, cut anywhere; returns the events that it completes. */
  readonly read: (text: string) => readonly ServerSentEvent[];
  /** Whether the stream so far ends in the middle of an event. */
  readonly isCut: () => boolean;
}

/**
 * Makes a reader of server-sent events as browsers read them.
 *
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
export function readEvents(): EventReader {
  let rest = "";
  let isAfterReturn = false;
  let [event, id] = ["", ""];
  let data: string[] = [];
  let isOpen = false;

  function endEvent(): readonly ServerSentEvent[] {
    const ended = data.length > 0 ? [{ event: event || "message", data: data.join("\n"), id }] : [];
    [event, data, isOpen] = ["", [], false];
    return ended;
  }

  function readLine(line: string): void {
    const [name = "", ...values] = line.split(":");
    const value = values.join(":").replace(/^ /, "");
    if (name === "data") data.push(value);
    else if (name === "event") event = value;
    else if (name === "id") id = value.includes("\0") ? id : value;
    // Comments and other fields belong to no event.
    else return;
    isOpen = true;
  }

  return {
    read: (text) => {
      if (text === "") return [];
      const [first = "", ...others] = text
        .slice(isAfterReturn && text[0] === "\n" ? 1 : 0)
        .split(/\r\n|\r|\n/);
      isAfterReturn = text.endsWith("\r");
      const lines = [rest + first, ...others];
      rest = lines.pop() ?? "";
      return lines.flatMap((line) => {
        if (line === "") return endEvent();
        readLine(line);
        return [];
      });
    },
    isCut: () => isOpen || (rest !== "" && !rest.startsWith(":")),
  };
}
