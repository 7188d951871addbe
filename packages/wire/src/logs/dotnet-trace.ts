import type { WireError } from "../wire-error.ts";

/** `Namespace.Type: message` on the first line. */
const HEADER = /^([A-Za-z_][\w.+`]*)(?:: ([\s\S]*))?$/;
/** The text before an exception that another one wraps. */
const INNER = /\r?\n ---> (?:\(Inner Exception #\d+\) )?/;
/** The end of the frames of an exception inside another one. */
const INNER_END = /\r?\n *--- End of inner exception stack trace ---/;
const FRAME = /\r?\n {2,}at /;
/** More causes than this are not read. */
const CAUSE_LIMIT = 32;

/**
 * Reads an exception as .NET's `ToString` writes it: the exceptions from the outer to the inner, then their frames
 * from the inner to the outer. Returns undefined for any other text.
 *
 * @see https://github.com/aws/aws-lambda-dotnet/blob/master/Libraries/src/Amazon.Lambda.RuntimeSupport/Helpers/ConsoleLoggerWriter.cs
 */
export function decodeDotnetTrace(text: string): WireError | undefined {
  const first = text.search(FRAME);
  if (first === -1) return undefined;
  const headers = text
    .slice(0, first)
    .split(INNER, CAUSE_LIMIT)
    .map((header) => HEADER.exec(header));
  const frames = text.slice(first).split(INNER_END);
  // The outermost exception has the last frames.
  return headers.reduceRight<WireError | undefined>((cause, header, depth) => {
    if (header === null) return cause;
    const [, errorType, message = ""] = header;
    const own = frames[headers.length - 1 - depth] ?? "";
    return { wire: "log", payload: text, errorType, message, ...stackOf(own), execution: "started", cause };
  }, undefined);
}

function stackOf(frames: string): Pick<WireError, "remoteStack"> {
  return { remoteStack: frames.split(/\r?\n/).filter((frame) => frame.trim() !== "") };
}
