/** A line on the standard error that shows how far long work is. */
export interface Progress {
  readonly read: (count: number) => void;
  readonly sent: (count: number) => void;
  /** Removes the line. */
  readonly end: () => void;
}

/** Milliseconds between two changes of the line. */
const INTERVAL = 100;

/** Starts a progress line, where the standard error is a terminal. */
export function startProgress(): Progress {
  const { stderr } = process;
  let sum = 0;
  let shownAt = 0;
  const show = (text: string): void => {
    if (!stderr.isTTY || Date.now() - shownAt < INTERVAL) return;
    shownAt = Date.now();
    stderr.write(`\r\u001b[K${text}`);
  };
  return {
    read: (count) => show(`read ${count}`),
    sent: (count) => {
      sum += count;
      show(`sent ${sum}`);
    },
    end: () => {
      if (stderr.isTTY && shownAt > 0) stderr.write("\r\u001b[K");
      shownAt = 0;
    },
  };
}
