import { describe } from "../../config/check.ts";
import { isScalar, listOf, membersOf, type TemplateMembers } from "../document/values.ts";
import { Unevaluable } from "./unevaluable.ts";

/** The parameters of a template and the values that were given for them. */
export class Parameters {
  readonly #declared: TemplateMembers;
  readonly #given: Readonly<Record<string, string>>;

  constructor(declared: unknown, given: Readonly<Record<string, string>>) {
    this.#declared = membersOf(declared);
    this.#given = given;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#declared, name);
  }

  /** Returns the names of all that are declared. */
  get names(): readonly string[] {
    return Object.keys(this.#declared);
  }

  /**
   * Returns the value of a parameter: a list where its type is one.
   *
   * @throws Unevaluable where it has neither a value nor a default.
   * @throws TypeError where the value is not allowed.
   */
  find(name: string): unknown {
    const declared = membersOf(this.#declared[name]);
    const type = String(declared.Type ?? "String");
    const given = Object.hasOwn(this.#given, name) ? this.#given[name] : undefined;
    if (given === undefined && type.startsWith("AWS::SSM::Parameter::Value"))
      throw new Unevaluable(`the parameter ${name} is read from Systems Manager; give it in parameters`);
    const value = given ?? declared.Default;
    if (value === undefined || value === null)
      throw new Unevaluable(`the parameter ${name} has no default; give it in parameters`);
    checkAllowed(name, value, declared);
    if (!/^(?:CommaDelimitedList|List<)/.test(type)) return isScalar(value) ? String(value) : value;
    return Array.isArray(value)
      ? value.map(String)
      : String(value)
          .split(",")
          .map((item) => item.trim());
  }
}

function checkAllowed(
  name: string,
  value: unknown,
  { AllowedValues, AllowedPattern }: TemplateMembers,
): void {
  const allowed = listOf(AllowedValues).map(String);
  if (allowed.length > 0 && !allowed.includes(String(value)))
    throw new TypeError(`parameter ${name} is one of ${allowed.join(", ")}; it is ${describe(value)}`);
  if (typeof AllowedPattern !== "string" || matches(AllowedPattern, String(value))) return;
  throw new TypeError(`parameter ${name} matches ${AllowedPattern}; it is ${describe(value)}`);
}

/** Whether a text matches a pattern of Java's, as far as JavaScript can read it. */
function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`).test(text);
  } catch {
    // CloudFormation checks it when the template is deployed.
    return true;
  }
}
