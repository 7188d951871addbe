import type { CheckResult, Finding, UnseenPart } from "../finding.ts";
import { writePlace } from "../program/project.ts";

/** The reasons why something cannot be seen, in words. */
const REASONS: Readonly<Record<string, string>> = {
  any: "its type is any",
  library: "a declaration file has no code",
  dynamic: "which function it is shows at run time only",
  interface: "classes and objects that implement it without naming it are not followed",
  later: "it is called when an event is emitted",
  value: "what is thrown has no type that names an error",
  catalog: "its type does not list the faults",
  handler: "the handler is not followed",
  framework: "a framework may have further routes or error handlers here",
};

/** Writes a finding for people, with the way from the handler to the throw. */
export function writeFinding({ rule, severity, message, notes = [], place, path }: Finding): string {
  const width = Math.max(0, ...path.map((step) => writePlace(step.place).length));
  const steps = path.map((step) => `    ${writePlace(step.place).padEnd(width)}  ${step.code}`);
  const lines = notes.map((note) => `    ${note}`);
  return [`${writePlace(place)} ${severity} ${rule}`, `  ${message}`, ...lines, ...steps].join("\n");
}

/** Writes what could not be seen, each part once: parts of handlers, and parts of catalogs and files. */
export function writeUnseen(parts: readonly UnseenPart[]): string {
  const ofHandlers = parts.filter(({ handlers }) => handlers.length > 0);
  const others = parts.filter(({ handlers }) => handlers.length === 0);
  return [
    ...(ofHandlers.length > 0
      ? ["Not seen, so that it may throw anything:", ...ofHandlers.map(writePart)]
      : []),
    ...(others.length > 0
      ? ["Not seen, so that a change of it is not found:", ...others.map(writePart)]
      : []),
  ].join("\n");
}

function writePart({ place, name, reason, handlers }: UnseenPart): string {
  const reached = handlers.length > 0 ? ` (${handlers.join(", ")})` : "";
  return `  ${writePlace(place)} ${name}: ${REASONS[reason] ?? reason}${reached}`;
}

/** Writes the numbers of a check. */
export function writeSummary({ findings, unseen, counts }: CheckResult, isKnown: number): string {
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const parts = [
    count(errors, "error"),
    count(findings.length - errors, "warning"),
    `${count(unseen.length, "part")} not seen`,
    `${count(counts.otherErrors, "throw")} of errors that are not faults`,
    ...(isKnown > 0 ? [`${isKnown} known by the baseline`] : []),
  ];
  const looked = `${count(counts.handlers, "handler")}, ${count(counts.callers, "caller")} and ${count(counts.functions, "function")} in ${count(counts.files, "file")}`;
  return `${looked}: ${parts.join(", ")}`;
}

/** Writes a number of things. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
