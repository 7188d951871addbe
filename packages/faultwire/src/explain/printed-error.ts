import { InspectedReader } from "./inspected-reader.ts";

/** The place of an error that ended the process; Node.js prints the code and a mark below it. */
const PLACE = /^(?:file:|node:|\/|[A-Z]:\\|\[eval\])[^\n]*:\d+$/;
const MARK = /^\s*\^+\s*$/;
/** Words that Node.js and its prompt put before an error. */
const BEFORE = /^(?:\s*Uncaught (?:Exception )?|\(node:\d+\) [^\n]*\n)/;
/** The last line of a Python traceback. */
const TRACEBACK = /^Traceback \(most recent call last\):\n[\s\S]*\n(?=\S)/;
/** An error of the SDK for Go: the operation, the status, the request id, the refusal. */
const OF_GO =
  /operation error [\w ]{1,60}: \w{1,60}, (?:exceeded maximum number of attempts, \d{1,9}, )?https response error StatusCode: (\d{3}), RequestID: ([\w-]{0,64})[,;] (?:api error )?(\w{1,128}): ([\s\S]*)/;

/**
 * Reads an error of a caller as a program prints it: the stack and members that Node.js writes, the last line of a Python
 * traceback, the text of the SDK for Go. Returns undefined for a text that begins with anything else, such as a record of
 * a log.
 */
export function readPrintedError(text: string): unknown {
  const go = OF_GO.exec(text);
  if (go) return refusalOfGo(go);
  const traceback = TRACEBACK.exec(text);
  if (traceback) return text.slice(traceback[0].length);
  const reader = new InspectedReader(belowMark(text).replace(BEFORE, ""));
  const error = reader.readError();
  // A log may go on below.
  return /^[\s,;]*(?:Node\.js v\S+\s*)?$/.test(reader.rest) ? error : undefined;
}

/** The exception that the SDK for JavaScript throws of the same refusal. It may have sent several requests. */
function refusalOfGo([, status, requestId, name = "", message]: RegExpExecArray): Error {
  const $metadata = { httpStatusCode: Number(status), requestId, attempts: 2 };
  return Object.assign(new Error(message), {
    name,
    $fault: Number(status) >= 500 ? "server" : "client",
    $metadata,
  });
}

/** Leaves out the lines above an error that ended the process: its place, its line of code, the mark. */
function belowMark(text: string): string {
  const lines = text.split("\n");
  const mark = PLACE.test(lines[0] ?? "") ? lines.slice(0, 5).findIndex((line) => MARK.test(line)) : -1;
  return lines
    .slice(mark + 1)
    .join("\n")
    .trimStart();
}
