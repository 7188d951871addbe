import type { WireError } from "../wire-error.ts";

/** `[ERROR] KeyError: message`, and the frames: the text format of Python. Its lines end as the log agent likes. */
const PYTHON = /^\[ERROR\] ([\w.]+)(?:: (.*?))?[\r\n]Traceback \(most recent call last\):(.*)$/s;
/** `message: the.Type`, and from the next line on what `printStackTrace` writes: Java, which has no JSON of it. */
const JAVA = /^.*: ([\w.$]+)[\r\n]+(\1(?:: .*)?)$/s;
const JAVA_FRAME = /[\r\n][\t ]+at /;
/** The type, a message of one line or more, and what is indented below it. */
const JAVA_EXCEPTION = /^([\w.$]+)(?:: (.*?))?([\r\n][\t ]+(?:at|\.\.\.|Suppressed:) .*)?$/s;
const LINE_BREAKS = /[\r\n]+/;
/** Nobody reads deeper than this. */
const CAUSE_LIMIT = 32;

/**
 * Reads an error that a runtime wrote into a log as text, with its stack; undefined for any other line. Of Java the
 * causes too, which are on no other wire.
 *
 * @see https://github.com/aws/aws-lambda-java-libs/blob/main/aws-lambda-java-runtime-interface-client/src/main/java/com/amazonaws/services/lambda/runtime/api/client/UserFault.java
 */
export function decodeTextTrace(line: string): WireError | undefined {
  const [, errorType, message = "", frames = ""] = PYTHON.exec(line) ?? [];
  if (errorType !== undefined) return traced(line, errorType, message, frames);
  const frame = line.search(JAVA_FRAME);
  const [, , head] = frame === -1 ? [] : (JAVA.exec(line.slice(0, frame)) ?? []);
  return head === undefined ? undefined : decodeJava(head + line.slice(frame), line);
}

function decodeJava(trace: string, line: string): WireError | undefined {
  const exceptions = trace.trimEnd().split(/[\r\n]Caused by: /, CAUSE_LIMIT);
  return exceptions.reduceRight<WireError | undefined>((cause, exception) => {
    const [, errorType, message = "", frames = ""] = JAVA_EXCEPTION.exec(exception) ?? [];
    return { ...traced(line, errorType, message, frames), cause };
  }, undefined);
}

function traced(payload: string, errorType: string | undefined, message: string, below: string): WireError {
  const remoteStack = below.split(LINE_BREAKS).filter((frame) => frame !== "");
  return { wire: "log", payload, errorType, message, remoteStack };
}
