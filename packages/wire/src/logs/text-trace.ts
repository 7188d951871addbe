import type { WireError } from "../wire-error.ts";
import { decodeDotnetTrace } from "./dotnet-trace.ts";

/** `[ERROR] KeyError: message`, and the frames: the text format of Python. Its lines end as the log agent likes. */
const PYTHON = /^\[ERROR\] ([\w.]+)(?:: (.*?))?[\r\n]Traceback \(most recent call last\):(.*)$/s;
/** `[ERROR]<TAB>time<TAB>request id<TAB>text`, and a traceback that ends in the exception: a logger of Python. */
const PYTHON_LOGGER =
  /^\[(?:ERROR|CRITICAL)\]\t\S+\t(\S+)\t[^\r\n]*[\r\n]Traceback \(most recent call last\):(.*)$/s;
/** The exception, below what is indented. */
const PYTHON_EXCEPTION = /[\r\n]([A-Za-z_][\w.]*)(?:: ([^\r\n]*))?\s*$/;
/** `message: the.Type`, and from the next line on what `printStackTrace` writes: Java, which has no JSON of it. */
const JAVA = /^.*: ([\w.$]+)[\r\n]+(\1(?:: .*)?)$/s;
const JAVA_FRAME = /[\r\n][\t ]+at /;
/** The type, a message of one line or more, and what is indented below it. */
const JAVA_EXCEPTION = /^([\w.$]+)(?:: (.*?))?([\r\n][\t ]+(?:at|\.\.\.|Suppressed:) .*)?$/s;
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
  const [, errorType, message = "", below = ""] = PYTHON.exec(text) ?? [];
  if (errorType !== undefined) return traced(text, { errorType, message, below });
  const frame = text.search(JAVA_FRAME);
  if (frame === -1) return decodePythonLogger(text);
  const [, , head] = JAVA.exec(text.slice(0, frame)) ?? [];
  return head === undefined ? decodeDotnetTrace(text) : decodeJava(head + text.slice(frame), text);
}

function decodePythonLogger(text: string): WireError | undefined {
  const [, requestId, trace = ""] = PYTHON_LOGGER.exec(text) ?? [];
  const exception = PYTHON_EXCEPTION.exec(trace);
  if (requestId === undefined || exception === null) return undefined;
  const [, errorType, message = ""] = exception;
  return { ...traced(text, { errorType, message, below: trace.slice(0, exception.index) }), requestId };
}

function decodeJava(trace: string, text: string): WireError | undefined {
  const exceptions = trace.trimEnd().split(/[\r\n]Caused by: /, CAUSE_LIMIT);
  return exceptions.reduceRight<WireError | undefined>((cause, exception) => {
    const [, errorType, message = "", below = ""] = JAVA_EXCEPTION.exec(exception) ?? [];
    return { ...traced(text, { errorType, message, below }), cause };
  }, undefined);
}

interface Trace {
  readonly errorType: string | undefined;
  readonly message: string;
  /** The frames, each after a line break. */
  readonly below: string;
}

function traced(payload: string, { errorType, message, below }: Trace): WireError {
  const remoteStack = below.split(LINE_BREAKS).filter((frame) => frame !== "");
  return { wire: "log", payload, errorType, message, remoteStack, execution: "started" };
}
