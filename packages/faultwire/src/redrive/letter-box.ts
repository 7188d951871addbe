import type { Letter } from "./letter.ts";

/** The place that letters are read from and, where it is a queue, deleted from. */
export interface LetterBox {
  readonly kind: "files" | "queue" | "FIFO queue";
  /** The ARN of the queue. */
  readonly arn?: string | undefined;
  /** The only queue that SQS moves messages from into this one. */
  readonly source?: string | undefined;
  /** Further facts for the user, as sentences. */
  readonly notes: readonly string[];
  /** Reads letters that were not read before. */
  readonly read: () => Promise<readonly Letter[]>;
  /** Keeps letters from other consumers, and returns those that are still held. */
  readonly hold: <Each extends { readonly id: string }>(letters: readonly Each[]) => Promise<readonly Each[]>;
  /** Deletes letters, and returns the reasons by id for those that could not be deleted. */
  readonly remove: (ids: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Makes letters visible again that are still there, and returns about how many could not be read. */
  readonly release: () => Promise<number>;
}

/** Makes a box of letters that are in files: nothing can be deleted there. */
export function boxOfFiles(letters: readonly Letter[]): LetterBox {
  let isRead = false;
  return {
    kind: "files",
    notes: [...new Set(letters.flatMap(({ note }) => note ?? []))],
    read: async () => {
      const unread = isRead ? [] : letters;
      isRead = true;
      return unread;
    },
    hold: async (held) => held,
    remove: async () => new Map(),
    release: async () => 0,
  };
}
