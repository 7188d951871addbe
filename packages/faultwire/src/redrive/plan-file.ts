import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { isJsonObject, type JsonObject, parseJson } from "@faultwire/wire";
import { CannotRedrive, textOfException } from "./cannot-redrive.ts";
import { keyOf } from "./letter-key.ts";
import type { SendTarget, Verdict } from "./verdict.ts";

/*
 * A plan is lines of JSON: what it was made of, a line for each letter, and, while it is carried out, a line for each
 * letter that was sent. So it can be read and edited, and a run that was killed goes on where it was.
 */

/** The wishes that a plan was made with. */
export interface PlanOrigin {
  readonly queue?: string | undefined;
  /** Absolute paths. */
  readonly files: readonly string[];
  readonly to?: string | undefined;
  readonly functions: readonly string[];
  readonly idempotent: boolean;
  readonly only: readonly string[];
}

/** The decision of a plan on one letter. */
interface PlannedLetter {
  readonly send: boolean;
  readonly target?: SendTarget;
}

/** A plan that was made before. */
export interface RedrivePlan {
  readonly origin: PlanOrigin;
  /** By the keys of the letters. */
  readonly letters: ReadonlyMap<string, PlannedLetter>;
  /** The keys of letters that were sent. */
  readonly sent: ReadonlySet<string>;
}

const VERSION = 1;

/**
 * Begins a plan. Only its owner can read it.
 *
 * @throws CannotRedrive where the file cannot be written, or exists.
 */
export function beginPlan(file: string, origin: PlanOrigin): void {
  const head = { faultwire: "redrive", version: VERSION, ...origin };
  try {
    writeFileSync(file, `${JSON.stringify(head)}\n`, { mode: 0o600, flag: "wx" });
  } catch (failure) {
    throw new CannotRedrive(`the plan ${file} cannot be written: ${textOfException(failure)}`);
  }
}

/** Adds letters to a plan. */
export function addToPlan(file: string, verdicts: readonly Verdict[]): void {
  const lines = verdicts.map(({ letter, errorType, execution, send, because, target }) => ({
    ...{ letter: keyOf(letter), place: letter.place, errorType, execution, send, because, target },
  }));
  append(file, lines);
}

/** Notes that letters were sent, before they are deleted, so that they are not sent again. */
export function noteSent(file: string, keys: readonly string[]): void {
  append(
    file,
    keys.map((sent) => ({ sent })),
  );
}

function append(file: string, lines: readonly object[]): void {
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  if (text !== "") appendFileSync(file, text, { flush: true });
}

/**
 * Reads a plan; undefined where the file does not exist.
 *
 * @throws CannotRedrive for a file that is not a plan.
 */
export function readPlan(file: string): RedrivePlan | undefined {
  if (!existsSync(file)) return undefined;
  const [head, ...lines] = readFileSync(file, "utf8").trim().split("\n").map(readLine(file));
  if (head?.faultwire !== "redrive" || head.version !== VERSION)
    throw new CannotRedrive(
      `${file} is not a plan of this version of redrive; the first line of one says so`,
    );
  const letters = new Map<string, PlannedLetter>();
  const sent = new Set<string>();
  for (const [index, line] of lines.entries()) {
    if (typeof line.sent === "string") sent.add(line.sent);
    else if (typeof line.letter === "string")
      letters.set(line.letter, plannedIn(line, `${file}:${index + 2}`));
    else throw new CannotRedrive(`${file}:${index + 2} has neither "letter" nor "sent"`);
  }
  // A line that was cut short in a crash is the last, and readLine() has left it out.
  return { origin: originIn(head), letters, sent };
}

function readLine(file: string): (text: string, index: number, all: readonly string[]) => JsonObject {
  return (text, index, all) => {
    const line = parseJson(text);
    if (isJsonObject(line)) return line;
    // A crash can cut a note short: the letter of it counts as not sent.
    if (index > 0 && index === all.length - 1) return { sent: "" };
    throw new CannotRedrive(`${file}:${index + 1} is not a line of JSON`);
  };
}

function plannedIn({ send, target }: JsonObject, where: string): PlannedLetter {
  if (typeof send !== "boolean") throw new CannotRedrive(`${where}: "send" is true or false`);
  if (!isJsonObject(target)) {
    if (send) throw new CannotRedrive(`${where}: a letter that is sent has a "target"`);
    return { send };
  }
  const { queue, function: name } = target;
  if (typeof queue === "string") return { send, target: { queue } };
  if (typeof name === "string") return { send, target: { function: name } };
  throw new CannotRedrive(`${where}: "target" has a "queue" or a "function"`);
}

function originIn({ queue, files, to, functions, idempotent, only }: JsonObject): PlanOrigin {
  const texts = (list: unknown) => (Array.isArray(list) ? list.map(String) : []);
  return {
    ...(typeof queue === "string" && { queue }),
    ...(typeof to === "string" && { to }),
    ...{ files: texts(files), functions: texts(functions), only: texts(only) },
    idempotent: idempotent === true,
  };
}
