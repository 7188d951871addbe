import type ts from "typescript";
import type { FunctionValue, KnownFunction } from "../functions/function-value.ts";
import { functionsOf } from "../functions/functions-of.ts";
import { keyOf, type SourceProject } from "../program/project.ts";
import { type CallNode, type FunctionNode, functionAround } from "../program/syntax.ts";
import { canReach } from "./can-reach.ts";
import { type FurtherRethrow, leave, type ThrowPlace } from "./routes.ts";
import { isPromised } from "./settlement.ts";
import type { CalledFunction, Site } from "./site.ts";
import { sitesOf } from "./sites-of.ts";
import { type Effect, type Entry, keyOfEffect } from "./summary.ts";
import type { Concrete, Thrown } from "./thrown.ts";
import { thrownValues } from "./thrown-values.ts";

/** Functions that are passed through functions, for one call. */
const DEPTH = 8;

/** The effects of one function, which grow until nothing new is found. */
interface Summary {
  readonly entries: Map<string, Entry>;
  readonly users: Set<Summary>;
  readonly sites: () => readonly Site[];
  /** Whether it is outside of every function: what arrives there has left. */
  readonly isRoot: boolean;
}

/** A way into a function: the steps from there to the end of the function that is looked at. */
interface Way {
  readonly into: Summary;
  readonly steps: readonly ThrowPlace[];
  readonly depth: number;
}

/** Finds what leaves functions of a project. Each function is read once. */
export class Summaries {
  readonly #project: SourceProject;
  readonly #byFunction = new Map<FunctionNode, Summary>();
  readonly #further = new Map<ts.CatchClause, FurtherRethrow[]>();
  readonly #furtherKeys = new Set<string>();
  readonly #queue = new Set<Summary>();

  constructor(project: SourceProject) {
    this.#project = project;
  }

  /** Finds what leaves one of several places that are outside of any function. */
  entriesOf(sites: readonly Site[]): readonly Entry[] {
    const root = this.#add(() => sites, true);
    for (const next of this.#queue) {
      this.#queue.delete(next);
      this.#evaluate(next);
    }
    return [...root.entries.values()];
  }

  /** The number of functions that were read. */
  get size(): number {
    return this.#byFunction.size;
  }

  #add(sites: () => readonly Site[], isRoot: boolean): Summary {
    const summary: Summary = { entries: new Map(), users: new Set(), sites, isRoot };
    this.#queue.add(summary);
    return summary;
  }

  #of(node: FunctionNode, user: Summary): Summary {
    let summary = this.#byFunction.get(node);
    if (summary === undefined) {
      let sites: readonly Site[] | undefined;
      summary = this.#add(() => {
        sites ??= sitesOf(this.#project, node);
        return sites;
      }, false);
      this.#byFunction.set(node, summary);
    }
    summary.users.add(user);
    return summary;
  }

  #evaluate(into: Summary): void {
    for (const site of into.sites()) {
      const way = { into, steps: into.isRoot ? [] : [site], depth: 0 };
      for (const thrown of site.thrown) this.#throw(thrown, site, way);
      for (const run of site.runs) this.#run(run, site, way);
    }
  }

  #throw(thrown: Thrown, { arrival }: Site, way: Way): void {
    // The value of a clause is followed from where it was caught.
    if (thrown.kind === "caught") return;
    if (thrown.kind === "parameter")
      this.#open(way.into, { kind: "open throw", thrown, arrival, steps: way.steps });
    else this.#pass(way, { value: thrown, arrival }, undefined);
  }

  #run({ value, call, isSettled, isHandler }: CalledFunction, site: Site, way: Way): void {
    const [own, ...rest] = way.steps;
    const steps = isSettled && own ? [{ ...own, isSettled }, ...rest] : way.steps;
    this.#enter(value, { call, at: site.node, isHandler: isHandler === true }, { ...way, steps });
  }

  #enter(value: FunctionValue, from: Source, way: Way): void {
    if (way.depth > DEPTH) {
      const value: Concrete = { kind: "unseen", reason: "dynamic", name: nameOf(from.at), origin: from.at };
      this.#pass(way, { value, arrival: "at once" }, undefined);
      return;
    }
    if (value.kind === "parameter") {
      const { parameter } = value;
      this.#open(way.into, { kind: "open call", parameter, call: from.call, steps: way.steps });
    } else if (value.kind === "known") {
      for (const entry of [...this.#of(value.node, way.into).entries.values()])
        this.#carry(entry, { ...from, value }, way);
    } else {
      for (const each of concreteOf(value, from.at))
        this.#pass(way, { value: each, arrival: arrivalOf(this.#project, value, from.at) }, undefined);
    }
  }

  /** Carries what leaves a function that was called into the one that called it. */
  #carry(entry: Entry, from: Called, way: Way): void {
    const { effect } = entry;
    if (effect.kind === "left") this.#pass(way, effect, { call: from.at, from: entry });
    else this.#fill(entry, { effect, from }, way);
  }

  /** Fills a parameter that decides what leaves a function. */
  #fill(entry: Entry, { effect, from }: Filled, way: Way): void {
    const argument = argumentFor(this.#project, parameterOf(effect), from);
    const steps = joined(effect.steps, way.steps);
    if (argument === "none" || steps === undefined) return;
    const next = { into: way.into, steps, depth: way.depth + 1 };
    if (argument === "own") this.#passUnknown(effect, from, next);
    else if (argument === undefined) this.#open(way.into, { ...effect, steps });
    else if (effect.kind === "open call") {
      const source = { call: effect.call, at: from.at, isHandler: false };
      for (const value of functionsOf(this.#project, argument)) this.#enter(value, source, next);
    } else {
      for (const thrown of thrownValues(this.#project, argument, from.at))
        this.#passArgument(thrown, { effect, entry, from }, next);
    }
  }

  /** A value of a parameter that the caller gives is thrown. */
  #passArgument(thrown: Thrown, { effect, entry, from }: Passed, way: Way): void {
    const names = namesOf(this.#project, effect.thrown.parameter);
    const { origin } = effect.thrown;
    const lets = (value: Concrete) => canReach(this.#project, origin, { value, names });
    if (thrown.kind === "caught") this.#again(thrown.clause, { node: from.at, lets });
    else if (thrown.kind === "parameter") this.#open(way.into, { ...effect, thrown, steps: way.steps });
    else if (lets(thrown))
      this.#pass(way, { value: thrown, arrival: effect.arrival }, { call: from.at, from: entry });
  }

  /** A function whose parameter a library fills. */
  #passUnknown(effect: Open, { isHandler }: Called, way: Way): void {
    if (isHandler && effect.kind === "open throw") return;
    const parameter = parameterOf(effect);
    const reason = effect.kind === "open call" ? "dynamic" : "value";
    const value: Concrete = { kind: "unseen", reason, name: parameter.name.getText(), origin: parameter };
    this.#pass(way, { value, arrival: "at once" }, undefined);
  }

  #open(into: Summary, effect: Open): void {
    this.#record(into, { effect, via: undefined });
  }

  #pass({ into, steps }: Way, { value, arrival }: Arriving, via: Entry["via"]): void {
    let now = arrival;
    for (const step of steps) {
      const next = leave(this.#project, step, { value, arrival: now, further: this.#further });
      if (next === undefined) return;
      now = next;
    }
    this.#record(into, { effect: { kind: "left", value, arrival: now }, via });
  }

  #again(clause: ts.CatchClause, rethrow: FurtherRethrow): void {
    const key = `${keyOf(clause)} ${keyOf(rethrow.node)}`;
    if (this.#furtherKeys.has(key)) return;
    this.#furtherKeys.add(key);
    this.#further.set(clause, [...(this.#further.get(clause) ?? []), rethrow]);
    const around = this.#byFunction.get(functionAround(this.#project, clause));
    if (around) this.#queue.add(around);
  }

  #record(into: Summary, entry: Entry): void {
    const key = keyOfEffect(entry.effect);
    if (into.entries.has(key)) return;
    into.entries.set(key, entry);
    for (const user of into.users) this.#queue.add(user);
  }
}

interface Source {
  readonly call: CallNode | undefined;
  readonly at: ts.Node;
  readonly isHandler: boolean;
}

interface Called extends Source {
  readonly value: KnownFunction;
}

/** An effect that waits for a parameter. */
type Open = Exclude<Effect, { kind: "left" }>;

interface Filled {
  readonly effect: Open;
  readonly from: Called;
}

interface Passed {
  readonly effect: Extract<Effect, { kind: "open throw" }>;
  readonly entry: Entry;
  readonly from: Called;
}

function parameterOf(effect: Open): ts.ParameterDeclaration {
  return effect.kind === "open call" ? effect.parameter : effect.thrown.parameter;
}

interface Arriving {
  readonly value: Concrete;
  readonly arrival: "at once" | "later";
}

/** The steps of two functions in a row; undefined for a step that is among them already, of a recursion. */
function joined(
  inner: readonly ThrowPlace[],
  outer: readonly ThrowPlace[],
): readonly ThrowPlace[] | undefined {
  return outer.some(({ node }) => inner.some((each) => each.node === node))
    ? undefined
    : [...inner, ...outer];
}

function namesOf({ checker }: SourceProject, parameter: ts.ParameterDeclaration): ReadonlySet<ts.Symbol> {
  const symbol = checker.getSymbolAtLocation(parameter.name);
  return new Set(symbol ? [symbol] : []);
}

/** The argument for a parameter: `own` where a library gives it, `none` without one, undefined for an outer function's. */
function argumentFor(
  { ts }: SourceProject,
  parameter: ts.ParameterDeclaration,
  { value, call }: Called,
): ts.Expression | "own" | "none" | undefined {
  const bound = value.bindings.get(parameter);
  if (bound) return bound;
  if (parameter.parent !== value.node) return undefined;
  if (call === undefined || ts.isTaggedTemplateExpression(call)) return "own";
  const index = parameter.parent.parameters.indexOf(parameter);
  const given = call.arguments ?? [];
  const argument = given[index];
  const isSpread = given.slice(0, index + 1).some((each) => ts.isSpreadElement(each));
  if (isSpread || parameter.dotDotDotToken) return "own";
  return argument ?? parameter.initializer ?? "none";
}

/** Lists the values that a function may throw that cannot be read. */
function concreteOf(
  value: Exclude<FunctionValue, { kind: "known" | "parameter" }>,
  at: ts.Node,
): readonly Concrete[] {
  if (value.kind === "caller")
    return value.faults.map((fault) => ({ kind: "fault", fault, origin: at, caller: value.name }));
  if (value.kind === "unknown")
    return [{ kind: "unseen", reason: value.reason, name: value.name, origin: at }];
  if (value.isStandard || value.package.startsWith("@faultwire/")) return [];
  return [{ kind: "unseen", reason: "library", name: value.name, package: value.package, origin: at }];
}

function nameOf(node: ts.Node): string {
  const [line = ""] = node.getText().split("\n", 1);
  return line;
}

/** When it arrives: a promise brings it later. */
function arrivalOf(project: SourceProject, value: FunctionValue, at: ts.Node): "at once" | "later" {
  return value.kind === "caller" || isPromised(project, at) ? "later" : "at once";
}
