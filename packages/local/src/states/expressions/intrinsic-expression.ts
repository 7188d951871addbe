import { DefinitionProblem } from "../model/definition-problem.ts";
import { constant, type StatesExpression } from "../model/expression-scope.ts";
import type { StateData } from "../model/state-data.ts";
import { INTRINSIC_FUNCTIONS } from "./intrinsic-functions.ts";
import { pathExpression } from "./json-path.ts";

/** Whether a text is a call of an intrinsic function. */
export function isIntrinsic(text: string): boolean {
  return text.startsWith("States.");
}

/**
 * Checks a call of an intrinsic function: `States.Format('order {}', $.id)`.
 *
 * @throws DefinitionProblem where it is not one, or is one that local does not have.
 */
export function intrinsicExpression(place: string, text: string, field: string): StatesExpression {
  const reader = new CallReader(place, text, field);
  const call = reader.call();
  reader.end();
  return call;
}

const NAME = /States\.(\w+)\s*\(/y;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TEXT = /'((?:[^'\\]|\\.)*)'/sy;
const WORD = /null|true|false/y;
/** A path: up to a comma or a parenthesis that is in no brackets. */
const PATH = /\$(?:[^,()[\]\s]|\[(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^\]'"])*\])*/sy;
const SPACE = /\s*/y;

/** The text of a call, read from left to right. */
class CallReader {
  readonly #place: string;
  readonly #text: string;
  readonly #field: string;
  #at = 0;

  constructor(place: string, text: string, field: string) {
    this.#place = place;
    this.#text = text;
    this.#field = field;
  }

  call(): StatesExpression {
    const name = this.#take(NAME)?.[1];
    if (name === undefined) throw this.#problem("a call such as States.UUID() is expected");
    const called = Object.hasOwn(INTRINSIC_FUNCTIONS, name) ? INTRINSIC_FUNCTIONS[name] : undefined;
    if (called === undefined) throw this.#problem(`there is no States.${name}`);
    const args = this.#arguments(name === "Format");
    if (args.length < called.least || args.length > called.most) {
      const seed = name === "MathRandom" && args.length === 3;
      throw this.#problem(
        seed
          ? "@faultwire/local does not have AWS's random numbers of a seed"
          : `States.${name} does not take ${args.length} arguments`,
      );
    }
    return async (scope) => called.call(await Promise.all(args.map((argument) => argument(scope))));
  }

  end(): void {
    if (this.#at < this.#text.length) throw this.#problem("nothing is expected after the call");
  }

  #arguments(isFormat: boolean): readonly StatesExpression[] {
    const args: StatesExpression[] = [];
    this.#take(SPACE);
    if (this.#skip(")")) return args;
    do {
      this.#take(SPACE);
      args.push(this.#argument(isFormat && args.length === 0));
      this.#take(SPACE);
    } while (this.#skip(","));
    if (!this.#skip(")")) throw this.#problem('"," or ")" is expected');
    return args;
  }

  /** The escapes of a template are those of its places too, so they stay in it. */
  #argument(isTemplate: boolean): StatesExpression {
    if (this.#text.startsWith("States.", this.#at)) return this.call();
    const text = this.#take(TEXT)?.[1];
    if (text !== undefined) return constant<StateData>(isTemplate ? text : text.replace(/\\(.)/gs, "$1"));
    const literal = this.#take(NUMBER)?.[0] ?? this.#take(WORD)?.[0];
    // The cast: what JSON.parse returns is JSON.
    if (literal !== undefined) return constant(JSON.parse(literal) as StateData);
    const path = this.#take(PATH)?.[0];
    if (path !== undefined) return pathExpression(this.#place, path, this.#field);
    throw this.#problem("an argument is a text in apostrophes, a number, a path, or another call");
  }

  #skip(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at = pattern.lastIndex;
    return found;
  }

  #problem(text: string): DefinitionProblem {
    return new DefinitionProblem(this.#place, `is ${this.#text}: ${text}, at character ${this.#at + 1}`);
  }
}
