import { InspectedReader } from "./inspected-reader.ts";

/** An error that a program printed, and the text below it. */
interface PrintedError {
  /** The error as `parse` reads it: an exception, or the words of a command. */
  readonly value: unknown;
  readonly rest: string;
}

/** The place of an error that ended the process; Node.js prints the code and a mark below it. */
const PLACE = /^(?:file:|node:|\/|[A-Z]:\\|\[eval\])[^\n]*:\d+\n/;
const MARK = /^\s*\^+\s*$/;
/** Words that Node.js, its prompt and Python put before an error. */
const BEFORE =
  /^(?:Uncaught (?:Exception )?|\(node:\d+\) [^\n]*\n|During handling of the above exception, another exception occurred:\s+|The above exception was the direct cause of the following exception:\s+)/;
/** A Python traceback: its frames, and the name and message of the exception. */
const TRACEBACK =
  /^Traceback \(most recent call last\):\n(?:[ \t][^\n]*\n)+((?:[\w.]{1,200}\.)?([A-Za-z_]\w{0,200})(?:: ([^\n]*))?)(?:\n|$)/;
/** The words of the AWS CLI and of boto3, which `parse` reads. */
const OF_BOTO = "An error occurred (";
/** An error of the SDK for Go, on one line: the operation, the status, the request id, the refusal. */
const OF_GO =
  /operation error [\w ]{1,60}: \w{1,60}, (?:exceeded maximum number of attempts, \d{1,9}, )?https response error StatusCode: (\d{3}), RequestID: ([\w-]{0,64})[,;] (?:api error )?(\w{1,128}): (.*)/;

/**
 * Reads the error that a text begins with, as a program prints one of its own: the stack and members that Node.js writes,
 * a Python traceback, the text of the SDK for Go. Returns undefined for a text that begins with anything else, such as a
 * record of a log.
 */
export function readPrintedError(text: string): PrintedError | undefined {
  const below = belowMark(text).replace(BEFORE, "");
  return readGo(below) ?? readTraceback(below) ?? readInspected(below);
}

/** Reads the exception that the SDK for JavaScript throws of the same refusal. It may have sent several requests. */
function readGo(text: string): PrintedError | undefined {
  const [line = ""] = text.split("\n", 1);
  const [found, status, requestId, name = "", message] = OF_GO.exec(line) ?? [];
  if (found === undefined) return undefined;
  const $metadata = { httpStatusCode: Number(status), requestId, attempts: 2 };
  const $fault = Number(status) >= 500 ? "server" : "client";
  return { value: exception(message, { name, $fault, $metadata }), rest: text.slice(line.length) };
}

function readTraceback(text: string): PrintedError | undefined {
  const [found, last = "", name, message] = TRACEBACK.exec(text) ?? [];
  if (found === undefined) return undefined;
  const value = last.includes(OF_BOTO) ? last : exception(message, { name });
  return { value, rest: text.slice(found.length) };
}

function readInspected(text: string): PrintedError | undefined {
  const reader = new InspectedReader(text);
  const value = reader.readError();
  return value && { value, rest: reader.rest.replace(/^[\s,;]*Node\.js v\S+/, "") };
}

function exception(message: string | undefined, members: object): Error {
  return Object.assign(new Error(message), members);
}

/** Leaves out the lines above an error that ended the process: its place, its line of code, the mark. */
function belowMark(text: string): string {
  if (!PLACE.test(text)) return text;
  const lines = text.split("\n", 5);
  const above = lines.slice(0, lines.findIndex((line) => MARK.test(line)) + 1);
  return text.slice(above.join("\n").length).trimStart();
}
