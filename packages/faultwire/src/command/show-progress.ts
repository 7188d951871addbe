/** A line on a terminal that shows what is done now. */
interface Progress {
  show(doing: string): void;
  /** Removes the line. */
  end(): void;
}

const CLEAR = "\r\u001b[K";

/** Shows progress on a terminal, and nothing elsewhere. */
export function showProgress(): Progress {
  const { stderr } = process;
  if (!stderr.isTTY) return { show() {}, end() {} };
  return {
    show: (doing) => void stderr.write(CLEAR + doing.slice(0, (stderr.columns ?? 80) - 1)),
    end: () => void stderr.write(CLEAR),
  };
}
