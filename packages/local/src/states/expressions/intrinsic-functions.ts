import { createHash, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { isStateObject, type StateData } from "../model/state-data.ts";
import { EvaluationFailure } from "../model/state-failure.ts";

/** An intrinsic function, and the numbers of arguments that it takes. */
export interface IntrinsicFunction {
  readonly least: number;
  readonly most: number;
  readonly call: (args: readonly StateData[]) => StateData;
}

const HASHES: Readonly<Record<string, string>> = {
  MD5: "md5",
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};

/**
 * The intrinsic functions by name, without `States.`.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html
 */
export const INTRINSIC_FUNCTIONS: Readonly<Record<string, IntrinsicFunction>> = {
  Array: { least: 0, most: Number.POSITIVE_INFINITY, call: (args) => args },
  ArrayContains: two((list, value) => listOf(list).some((each) => isDeepStrictEqual(each, value))),
  ArrayGetItem: two((list, index) => {
    const found = listOf(list)[wholeOf(index)];
    return found === undefined ? fail(`there is no item ${String(index)}`) : found;
  }),
  ArrayLength: one((list) => listOf(list).length),
  ArrayPartition: two((list, size) => {
    const [items, length] = [listOf(list), wholeOf(size)];
    if (length < 1) return fail("the size of a part is from 1");
    return Array.from({ length: Math.ceil(items.length / length) }, (_, index) =>
      items.slice(index * length, (index + 1) * length),
    );
  }),
  ArrayRange: { least: 3, most: 3, call: ([first, last, step]) => rangeOf({ first, last, step }) },
  ArrayUnique: one((list) =>
    listOf(list).filter(
      (each, index, all) => all.findIndex((other) => isDeepStrictEqual(each, other)) === index,
    ),
  ),
  Base64Decode: one((text) => Buffer.from(textOf(text), "base64").toString("utf8")),
  Base64Encode: one((text) => Buffer.from(textOf(text)).toString("base64")),
  Format: {
    least: 1,
    most: Number.POSITIVE_INFINITY,
    call: ([template, ...values]) => format(template, values),
  },
  Hash: two((value, name) => {
    const algorithm = HASHES[textOf(name)];
    if (algorithm === undefined)
      return fail(`${String(name)} is not one of ${Object.keys(HASHES).join(", ")}`);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return createHash(algorithm).update(text).digest("hex");
  }),
  JsonMerge: {
    least: 3,
    most: 3,
    call: ([first, second, isDeep]) => {
      if (isDeep !== false) return fail("only shallow merging is done: the third argument is false");
      if (!isStateObject(first) || !isStateObject(second)) return fail("the first two arguments are objects");
      return { ...first, ...second };
    },
  },
  JsonToString: one((value) => JSON.stringify(value)),
  MathAdd: two((first, second) => wholeOf(first) + wholeOf(second)),
  MathRandom: two((start, end) => {
    const [least, above] = [wholeOf(start), wholeOf(end)];
    return least + Math.floor(Math.random() * (above - least));
  }),
  StringSplit: two((text, separators) => splitAt(textOf(text), textOf(separators))),
  StringToJson: one((text) => {
    try {
      // The cast: what JSON.parse returns is JSON.
      return JSON.parse(textOf(text)) as StateData;
    } catch {
      return fail("the text is not JSON");
    }
  }),
  UUID: { least: 0, most: 0, call: () => randomUUID() },
};

function one(call: (value: StateData) => StateData): IntrinsicFunction {
  return { least: 1, most: 1, call: ([value = null]) => call(value) };
}

function two(call: (first: StateData, second: StateData) => StateData): IntrinsicFunction {
  return { least: 2, most: 2, call: ([first = null, second = null]) => call(first, second) };
}

function fail(problem: string): never {
  throw new EvaluationFailure("States.IntrinsicFailure", problem);
}

function listOf(value: StateData): readonly StateData[] {
  // The cast: a list of JSON, whose type isArray does not keep.
  return Array.isArray(value) ? (value as readonly StateData[]) : fail("the argument is not a list");
}

function textOf(value: StateData): string {
  return typeof value === "string" ? value : fail("the argument is not a text");
}

/** Rounded to the nearest whole number, as AWS does. */
function wholeOf(value: StateData | undefined): number {
  return typeof value === "number" ? Math.round(value) : fail("the argument is not a number");
}

/** "can't exceed 1000 items" */
const LONGEST_RANGE = 1000;

function rangeOf(range: Record<"first" | "last" | "step", StateData | undefined>): StateData {
  const [first, last, step] = [wholeOf(range.first), wholeOf(range.last), wholeOf(range.step)];
  if (step === 0) return fail("the step is not 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > LONGEST_RANGE) return fail(`a list has at most ${LONGEST_RANGE} items`);
  return Array.from({ length }, (_, index) => first + index * step);
}

function splitAt(text: string, separators: string): StateData {
  const parts: string[] = [""];
  for (const character of text)
    if (separators.includes(character)) parts.push("");
    else parts[parts.length - 1] += character;
  // Separators beside each other, and those at the ends, leave no empty texts.
  return parts.filter((part) => part !== "");
}

function format(template: StateData | undefined, values: readonly StateData[]): string {
  const text = textOf(template ?? null);
  const places = text.match(/\\.|\{\}/gs)?.filter((part) => part === "{}").length ?? 0;
  if (places !== values.length) return fail(`there are ${places} places {} for ${values.length} values`);
  let index = 0;
  return text.replace(/\\(.)|\{\}/gs, (_, escaped?: string) => {
    if (escaped !== undefined) return escaped;
    const value = values[index++] ?? null;
    return typeof value === "string" ? value : JSON.stringify(value);
  });
}
