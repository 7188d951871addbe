/** What Java's syntax has and JavaScript's has not, or means otherwise. */
const FOREIGN =
  /\\[QEAZzGRXNh]|\(\?[a-zA-Z-]+[:)]|\(\?>|[*+?}]\+|\[[^\]]*&&|\\p\{(?:Alpha|Digit|Alnum|Punct|Upper|Lower|Space)/;

/** An escape, a class, or a dot outside of both. */
const PART = /\\.|\[(?:\\.|[^\]\\])*\]|\./gs;
const NEEDLESS_ESCAPE = /^\\([^\w^$\\.*+?()[\]{}|/])$/;

/**
 * Compiles the selection pattern of an integration response: a Java regular expression that must match the whole
 * of `errorMessage`, where a dot matches no line terminator.
 *
 * @throws TypeError for a pattern that JavaScript cannot run as Java does.
 */
export function compileSelectionPattern(pattern: string): (errorMessage: string) => boolean {
  const foreign = FOREIGN.exec(pattern)?.[0];
  if (foreign !== undefined) {
    throw new TypeError(
      `selectionPattern ${JSON.stringify(pattern)}: API Gateway can run ${foreign}, @faultwire/local cannot`,
    );
  }
  try {
    const expression = new RegExp(`^(?:${pattern.replace(PART, translate)})$`, "u");
    return (errorMessage) => expression.test(errorMessage);
  } catch (cause) {
    throw new TypeError(`selectionPattern ${JSON.stringify(pattern)} is no regular expression`, { cause });
  }
}

function translate(part: string): string {
  // JavaScript's dot matches U+0085, Java's does not.
  if (part === ".") return "[^\\n\\r\\u0085\\u2028\\u2029]";
  // Java takes a needless escape, JavaScript does not.
  return part.replace(NEEDLESS_ESCAPE, "$1");
}
