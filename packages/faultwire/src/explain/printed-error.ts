import { InspectedReader } from "./inspected-reader.ts";

/** The lines that Node.js prints above an error that ended the process: the place, the code, a mark below it. */
const ABOVE =
  /^(?:(?:file:|node:|\/|[A-Z]:\\|\[eval\])[^\n]*:\d+\n(?:[^\n]*\n){1,3}?\s*\^+[^\n]*\n+)?(?:Uncaught (?:Exception )?)?(?:\(node:\d+\) [^\n]*\n)?/;
/** The last line of a Python traceback. */
const TRACEBACK = /^Traceback \(most recent call last\):\n[\s\S]*\n(?=\S)/;
/** An error of the SDK for Go: the operation, the status, the request id, the refusal. */
const OF_GO =
  /operation error ([\w ]+): (\w+), (?:exceeded maximum number of attempts, \d+, )?https response error StatusCode: (\d{3}), RequestID: ([\w-]*)[,;] (?:api error )?(\w+): ([\s\S]*)$/;

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
  const reader = new InspectedReader(text.replace(ABOVE, ""));
  const error = reader.readError();
  // A log may go on below.
  return /^[\s,;]*(?:Node\.js v\S+\s*)?$/.test(reader.rest) ? error : undefined;
}

/** The exception that the SDK for JavaScript throws of the same refusal. It may have sent several requests. */
function refusalOfGo([, , , status, requestId, name = "", message]: RegExpExecArray): Error {
  const $metadata = { httpStatusCode: Number(status), requestId, attempts: 2 };
  return Object.assign(new Error(message), {
    name,
    $fault: Number(status) >= 500 ? "server" : "client",
    $metadata,
  });
}
