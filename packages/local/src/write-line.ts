/** Characters that end a line for some reader. */
const LINE_END = /[\n\v\f\r\u0085\u2028\u2029]/g;
/** Characters; a request's own head has less. */
const LIMIT = 40_000;

/** Writes one line to stderr: a client may have put anything into what it asked for, and into what failed by it. */
export function writeLine(text: string): void {
  const line = text.slice(0, LIMIT).replace(LINE_END, " | ");
  process.stderr.write(`@faultwire/local: ${line}\n`);
}
