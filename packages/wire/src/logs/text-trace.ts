import type { WireError } from "../wire-error.ts";
import { decodeDotnetTrace } from "./dotnet-trace.ts";

/** `[ERROR] KeyError: message`, and the frames: the text format of Python. Its lines end as the log agent likes. */
const PYTHON = /^\[ERROR\] ([\w.]+)(?:: (.*?))?[\r\n]Traceback \(most recent call last\):(.*)$/s;
/** The same without a traceback: an error of the runtime itself. */
const PYTHON_RUNTIME = /^\[ERROR\] (Runtime\.\w+): ([^\r\n]*)$/;
/** `[ERROR]<TAB>time<TAB>request id<TAB>text`, and a traceback that ends in the exception: a logger of Python. */
const PYTHON_LOGGER =
  /^\[(?:ERROR|CRITICAL)\]\t\S+\t(\S+)\t[^\r\n]*[\r\n](Traceback \(most recent call last\):.*)$/s;
/** The exception: the last line, below what is indented. */
const PYTHON_EXCEPTION = /^([A-Za-z_][\w.]*)(?:: (.*))?$/s;
/** `message: the.Type`, and from the next line on what `printStackTrace` writes: Java, which has no JSON of it. */
const JAVA = /^.*: ([\w.$]+)[\r\n]+(\1(?:: .*)?)$/s;
/** The words of the virtual machine before an exception, and the line of a logger above it. */
const JAVA_THREAD = /^Exception in thread "[^"\r\n]*" /;
const JAVA_LOGGER = /\b(?:ERROR|FATAL|SEVERE)\b/;
/** An exception of a package. */
const JAVA_HEAD = /^(?:[\w$]+\.)+[\w$]+(?:: .*)?$/s;
const JAVA_FRAME = /[\r\n][\t ]+at /;
/** The type, a message of one line or more, and what is indented below it. */
const JAVA_EXCEPTION = /^([\w.$]+)(?:: (.*?))?([\r\n][\t ]+(?:at|\.\.\.|Suppressed:) .*)?$/s;
/** `PHP Fatal error:  Uncaught Type: message in file:line`, and the frames. */
const PHP = /^(?:PHP )?Fatal error: {1,2}Uncaught ([\w\\]+)(?:: (.*?))? in \S+:\d+[\r\n]Stack trace:(.*)$/s;
/** The word of .NET before an exception that ends the process. */
const DOTNET_END = /^Unhandled exception\. /;
const LINE_BREAKS = /[\r\n]+/;
/** More causes than this are not read. */
const CAUSE_LIMIT = 32;

/**
 * Reads an error that a runtime or a logger wrote into a log as text, with its stack; returns undefined for any other
 * text. Of Java and .NET the causes too, which are on no other wire.
 *
 * @see https://github.com/aws/aws-lambda-java-libs/blob/main/aws-lambda-java-runtime-interface-client/src/main/java/com/amazonaws/services/lambda/runtime/api/client/UserFault.java
 */
export function decodeTextTrace(text: string): WireError | undefined {
  const found = PYTHON.exec(text) ?? PYTHON_RUNTIME.exec(text.trimEnd()) ?? PHP.exec(text);
  if (found) return traced(text, found);
  const frame = text.search(JAVA_FRAME);
  if (frame === -1) return decodePythonLogger(text);
  const above = text.slice(0, frame);
  const head = JAVA.exec(above)?.[2] ?? loggedJava(above);
  return head === undefined
    ? decodeDotnetTrace(text.replace(DOTNET_END, ""))
    : decodeJava(head + text.slice(frame), text);
}

function loggedJava(text: string): string | undefined {
  const [thread] = JAVA_THREAD.exec(text) ?? [];
  const [line] = text.split(LINE_BREAKS, 1);
  const before = thread ?? (JAVA_LOGGER.test(String(line)) ? line : undefined);
  if (before === undefined) return undefined;
  const head = text.slice(before.length).replace(/^[\r\n]+/, "");
  return JAVA_HEAD.test(head) ? head : undefined;
}

function decodePythonLogger(text: string): WireError | undefined {
  const found = PYTHON_LOGGER.exec(text);
  const error = found && decodePythonTrace(String(found[2]));
  return error ? { ...error, payload: text, requestId: found[1] } : undefined;
}

/** Reads a traceback of Python, which ends in the exception; returns undefined for any other text. */
export function decodePythonTrace(trace: string): WireError | undefined {
  const end = trace.trimEnd();
  const last = Math.max(end.lastIndexOf("\n"), end.lastIndexOf("\r"));
  const found = PYTHON_EXCEPTION.exec(end.slice(last + 1));
  if (!trace.startsWith("Traceback ") || !found) return undefined;
  return traced(trace, [...found, end.slice(end.search(LINE_BREAKS), last)]);
}

function decodeJava(trace: string, text: string): WireError | undefined {
  const exceptions = trace.trimEnd().split(/[\r\n]Caused by: /, CAUSE_LIMIT);
  return exceptions.reduceRight<WireError | undefined>((cause, exception) => {
    return { ...traced(text, JAVA_EXCEPTION.exec(exception)), cause };
  }, undefined);
}

/** Makes an error of a match: the whole, the type, the message, and the frames, each after a line break. */
function traced(payload: string, found: readonly (string | undefined)[] | null): WireError {
  const message = found?.[2] ?? "";
  const remoteStack = (found?.[3] ?? "").split(LINE_BREAKS).filter((frame) => frame !== "");
  return { wire: "log", payload, errorType: found?.[1], message, remoteStack, execution: "started" };
}
