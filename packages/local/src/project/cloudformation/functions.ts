import { describe } from "../../config/check.ts";
import { isMembers, isScalar, type TemplateMembers } from "../document/values.ts";
import { type Names, NO_VALUE } from "./names.ts";
import { Unevaluable } from "./unevaluable.ts";

/** The surroundings of a call of one of CloudFormation's functions. */
export interface TemplateCall {
  readonly names: Names;
  /** Evaluates an argument. */
  readonly evaluate: (value: unknown) => unknown;
}

type TemplateFunction = (argument: unknown, call: TemplateCall) => unknown;

const FUNCTIONS: Readonly<Record<string, TemplateFunction>> = {
  Ref: (argument, { names }) => names.ref(textOf("Ref", argument)),
  Condition: (argument, { names }) => names.isTrue(argument),
  "Fn::And": (argument, { evaluate }) => conditionsOf(argument, evaluate).every(isTrue),
  "Fn::Base64": (argument, { evaluate }) =>
    Buffer.from(textOf("Fn::Base64", evaluate(argument))).toString("base64"),
  "Fn::Equals": (argument, { evaluate }) => {
    const [one, other] = listFor("Fn::Equals", argument).map(evaluate);
    return isScalar(one) && isScalar(other)
      ? String(one) === String(other)
      : JSON.stringify(one) === JSON.stringify(other);
  },
  "Fn::FindInMap": findInMap,
  "Fn::GetAZs": (argument, { names, evaluate }) => {
    const region = String(evaluate(argument) || names.account.region);
    return ["a", "b", "c"].map((zone) => region + zone);
  },
  "Fn::GetAtt": (argument, { names, evaluate }) => {
    const [id = "", ...attribute] =
      typeof argument === "string" ? argument.split(".") : listFor("Fn::GetAtt", argument).map(evaluate);
    return names.attribute(String(id), attribute.join("."));
  },
  "Fn::If": (argument, { names, evaluate }) => {
    const [condition, yes, no] = listFor("Fn::If", argument);
    return evaluate(names.isTrue(condition) ? yes : no);
  },
  "Fn::ImportValue": (argument, { names, evaluate }) =>
    names.imported(textOf("Fn::ImportValue", evaluate(argument))),
  "Fn::Join": (argument, { evaluate }) => {
    const [separator, items] = listFor("Fn::Join", argument).map(evaluate);
    return listFor("Fn::Join", items)
      .map((item) => textOf("Fn::Join", item))
      .join(textOf("Fn::Join", separator));
  },
  "Fn::Length": (argument, { evaluate }) => listFor("Fn::Length", evaluate(argument)).length,
  "Fn::Not": (argument, { evaluate }) => !isTrue(conditionsOf(argument, evaluate)[0]),
  "Fn::Or": (argument, { evaluate }) => conditionsOf(argument, evaluate).some(isTrue),
  "Fn::Select": (argument, { evaluate }) => {
    const [index, items] = listFor("Fn::Select", argument).map(evaluate);
    const list = listFor("Fn::Select", items);
    if (Number(index) in list) return list[Number(index)];
    throw new Unevaluable(`Fn::Select asks for item ${describe(index)} of ${list.length}`);
  },
  "Fn::Split": (argument, { evaluate }) => {
    const [separator, text] = listFor("Fn::Split", argument).map(evaluate);
    return textOf("Fn::Split", text).split(textOf("Fn::Split", separator));
  },
  "Fn::Sub": substitute,
  // An expression of ours: a variable that has no value.
  "Fn::Unresolved": (argument) => {
    throw new Unevaluable(String(argument));
  },
  "Fn::ToJsonString": (argument, { evaluate }) => JSON.stringify(evaluate(argument)),
};

/** The functions that exist on AWS, but need what is not at hand here. */
const REFUSED: Readonly<Record<string, string>> = {
  "Fn::Cidr": "Fn::Cidr divides networks, which one machine has not",
  "Fn::Transform": "Fn::Transform runs a macro of an account",
};

/** Whether an object is the call of a function of CloudFormation. */
export function isFunctionCall(value: unknown): value is TemplateMembers {
  if (!isMembers(value)) return false;
  const [name, ...others] = Object.keys(value);
  return (
    name !== undefined &&
    others.length === 0 &&
    (name.startsWith("Fn::") || name === "Ref" || isCondition(value))
  );
}

/** `Condition` is also an ordinary member, of a statement of a policy for instance, whose value is not a text. */
function isCondition({ Condition: name }: TemplateMembers): boolean {
  return typeof name === "string";
}

/**
 * Calls a function of CloudFormation.
 *
 * @throws Unevaluable where it has no value here.
 */
export function callFunction(value: TemplateMembers, call: TemplateCall): unknown {
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  const found = Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
  if (found !== undefined) return found(argument, call);
  throw new Unevaluable(REFUSED[name] ?? `${name} is not a function that local knows`);
}

/** Whether the value of a condition is true. */
export function isTrue(value: unknown): boolean {
  return value === true || value === "true";
}

function conditionsOf(argument: unknown, evaluate: TemplateCall["evaluate"]): readonly unknown[] {
  return listFor("a condition", argument).map(evaluate);
}

function findInMap(argument: unknown, { names, evaluate }: TemplateCall): unknown {
  const [map, first, second, options] = listFor("Fn::FindInMap", argument);
  const keys = [map, first, second].map(evaluate);
  const value = names.mapped(keys);
  if (value !== undefined) return evaluate(value);
  if (isMembers(options) && "DefaultValue" in options) return evaluate(options.DefaultValue);
  throw new Unevaluable(`Fn::FindInMap finds nothing at ${keys.map(String).join(", ")}`);
}

/** `${Name}`, `${Name.Attribute}`, and `${!Literal}`, which is written without the exclamation mark. */
function substitute(argument: unknown, { names, evaluate }: TemplateCall): unknown {
  const [text, variables] = typeof argument === "string" ? [argument, {}] : listFor("Fn::Sub", argument);
  const own = isMembers(variables) ? variables : {};
  return textOf("Fn::Sub", text).replace(/\$\{(!?)\s*([^}]+?)\s*\}/g, (_, literal: string, name: string) => {
    if (literal !== "") return `\${${name}}`;
    if (Object.hasOwn(own, name)) return textOf("Fn::Sub", evaluate(own[name]));
    const at = name.indexOf(".");
    const value =
      at === -1 || name.startsWith("AWS::")
        ? names.ref(name)
        : attributeOrReference(names, name.slice(0, at), name.slice(at + 1));
    return textOf(`Fn::Sub: ${name}`, value);
  });
}

/** `${Function.Alias}` and `${Function.Version}` are SAM's names for the resources that it makes. */
function attributeOrReference(names: Names, id: string, attribute: string): unknown {
  return attribute === "Alias" || attribute === "Version"
    ? names.ref(`${id}.${attribute}`)
    : names.attribute(id, attribute);
}

function listFor(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.filter((item) => item !== NO_VALUE);
  throw new Unevaluable(`${name} takes a list; it has ${describe(value)}`);
}

function textOf(name: string, value: unknown): string {
  if (isScalar(value)) return String(value);
  throw new Unevaluable(`${name} takes a text; it has ${describe(value)}`);
}
