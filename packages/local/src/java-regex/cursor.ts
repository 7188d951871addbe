/** A place in a text that is being read. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Whether the text goes on with these words. */
export function startsWith({ text, at }: Cursor, words: string): boolean {
  return text.startsWith(words, at);
}

/** Steps over these words where the text goes on with them. */
export function accept(cursor: Cursor, words: string): boolean {
  if (!startsWith(cursor, words)) return false;
  cursor.at += words.length;
  return true;
}

/** Steps over what a sticky expression matches, and returns the match. */
export function take(cursor: Cursor, sticky: RegExp): RegExpExecArray | undefined {
  sticky.lastIndex = cursor.at;
  const match = sticky.exec(cursor.text);
  if (match === null) return undefined;
  cursor.at = sticky.lastIndex;
  return match;
}
