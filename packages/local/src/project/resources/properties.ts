import { describe } from "../../config/check.ts";
import { evaluate } from "../cloudformation/evaluate.ts";
import type { StackResource } from "../cloudformation/stack-resource.ts";
import { isMembers, isScalar, listOf, type TemplateMembers } from "../document/values.ts";
import type { Project } from "../project.ts";
import { type GapSubject, placeOf, type TemplateGap } from "../template-gap.ts";

/** A part of a resource: which it is, and the members that lead to it. */
interface Part {
  readonly resource: StackResource;
  readonly path: readonly string[];
  readonly project: Pick<Project, "scope" | "gaps">;
}

/** The evaluated properties of a resource, or of a part of one. Those that nothing has read are gaps. */
export class Properties {
  readonly values: TemplateMembers;
  readonly #part: Part;
  readonly #read = new Set<string>();

  constructor(values: TemplateMembers, part: Part) {
    this.values = values;
    this.#part = part;
  }

  /** Evaluates the properties of a resource. Those that have no value here are gaps. */
  static of(resource: StackResource, project: Pick<Project, "scope" | "gaps">): Properties {
    const values = evaluate(resource.properties, project.scope, ({ path, position, reason }) =>
      project.gaps.add({ ...nameOf(resource, path), position: position ?? resource.position }, reason),
    );
    return new Properties(isMembers(values) ? values : {}, { resource, path: [], project });
  }

  /** Evaluates the properties of a resource before all resources are known; what has no value yet is left out. */
  static early(resource: StackResource, project: Pick<Project, "scope" | "gaps">): Properties {
    const values = evaluate(resource.properties, project.scope, () => undefined);
    return new Properties(isMembers(values) ? values : {}, { resource, path: [], project });
  }

  has(name: string): boolean {
    return this.values[name] !== undefined && this.values[name] !== null;
  }

  get names(): readonly string[] {
    return Object.keys(this.values);
  }

  /** Returns a property as it is. */
  get(name: string): unknown {
    this.#read.add(name);
    return this.has(name) ? this.values[name] : undefined;
  }

  /** Marks properties as read that were read elsewhere. */
  skip(...names: readonly string[]): void {
    for (const name of names) this.#read.add(name);
  }

  /** @throws TypeError where the property is not a text. */
  text(name: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || isScalar(value)) return value === undefined ? undefined : String(value);
    throw this.error(name, `is a text; it is ${describe(value)}`);
  }

  /** @throws TypeError where the property is not a number. */
  number(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    const number = isScalar(value) && value !== "" ? Number(value) : Number.NaN;
    if (!Number.isNaN(number)) return number;
    throw this.error(name, `is a number; it is ${describe(value)}`);
  }

  /** Whether a property is true; undefined if it is not there. */
  flag(name: string): boolean | undefined {
    const value = this.get(name);
    return value === undefined ? undefined : String(value) === "true";
  }

  list(name: string): readonly unknown[] {
    return listOf(this.get(name));
  }

  /** Returns a property that has properties itself. */
  part(name: string): Properties {
    const value = this.get(name);
    return new Properties(isMembers(value) ? value : {}, {
      ...this.#part,
      path: [...this.#part.path, name],
    });
  }

  /** Returns the properties in a list of objects. */
  parts(name: string): readonly Properties[] {
    return this.list(name).map(
      (value, index) =>
        new Properties(isMembers(value) ? value : {}, {
          ...this.#part,
          path: [...this.#part.path, name, String(index)],
        }),
    );
  }

  /** Adds a gap: a property that is not taken, or is taken in another way. */
  gap(name: string, reason: string, effect?: TemplateGap["effect"]): void {
    this.#read.add(name);
    this.#part.project.gaps.add(this.subject(name), reason, effect);
  }

  /** Makes each property that was not read a gap; those that are named have no effect on one machine. */
  finish(withoutEffect: readonly string[] = []): void {
    for (const name of this.names) {
      if (this.#read.has(name) || !this.has(name)) continue;
      if (withoutEffect.includes(name)) this.gap(name, "it has no effect on one machine", "none");
      else this.gap(name, "local has nothing for this property");
    }
  }

  /** Makes an error that names a property and its line. */
  error(name: string, message: string): TypeError {
    const { position, ...named } = this.subject(name);
    return new TypeError(`${placeOf({ ...named, ...position })} ${message}`);
  }

  /** Returns the place of a property, or of this part. */
  subject(name?: string): GapSubject {
    const { resource, path, project } = this.#part;
    const isResource = path.length === 0 && (name === undefined || name === "");
    const position = isResource ? undefined : project.scope.positions.find(this.values, name);
    return {
      ...nameOf(resource, name === undefined ? path : [...path, name]),
      position: position ?? resource.position,
    };
  }
}

function nameOf({ id, origin }: StackResource, path: readonly string[]): Omit<GapSubject, "position"> {
  const property = [...(origin ? [origin.property] : []), ...path].filter((part) => part !== "").join(".");
  return { resource: origin?.resource ?? id, property };
}
