import type ts from "typescript";
import { keyOf } from "../program/project.ts";
import type { CallNode } from "../program/syntax.ts";
import type { Arrival, ThrowPlace } from "./routes.ts";
import type { Concrete, ThrownParameter } from "./thrown.ts";

/** A call of a function that a parameter holds, until the caller is known. */
interface OpenCall {
  readonly kind: "open call";
  readonly parameter: ts.ParameterDeclaration;
  readonly call: CallNode | undefined;
  readonly steps: readonly ThrowPlace[];
}

/** A value of a parameter that is thrown, until the caller is known. */
interface OpenThrow {
  readonly kind: "open throw";
  readonly thrown: ThrownParameter;
  readonly arrival: Arrival;
  readonly steps: readonly ThrowPlace[];
}

/** A value that leaves a function. */
interface Left {
  readonly kind: "left";
  readonly value: Concrete;
  readonly arrival: Arrival;
}

/** A value that leaves a function, now or when a parameter is known. */
export type Effect = Left | OpenCall | OpenThrow;

/** An effect, and the call that it comes from. */
export interface Entry {
  readonly effect: Effect;
  readonly via: { readonly call: ts.Node; readonly from: Entry } | undefined;
}

/** Identifies an effect among those of one function. */
export function keyOfEffect(effect: Effect): string {
  if (effect.kind === "left") return `${keyOfValue(effect.value)} ${effect.arrival}`;
  const { parameter } = effect.kind === "open call" ? effect : effect.thrown;
  const steps = effect.steps.map(({ node }) => keyOf(node)).join(" ");
  return `${effect.kind} ${keyOf(parameter)} ${steps}`;
}

/** Identifies a value: a library's function is one wherever it is called. */
export function keyOfValue(value: Concrete): string {
  if (value.kind === "unseen" && value.reason === "library") return `library ${value.package} ${value.name}`;
  const name = value.kind === "fault" ? value.fault.name : value.kind === "error" ? value.text : value.name;
  return `${value.kind} ${name} ${keyOf(value.origin)}`;
}
