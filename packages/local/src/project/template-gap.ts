import type { Position } from "./document/positions.ts";

/** A part of a template that local does not take, or takes in another way than AWS. */
export interface TemplateGap {
  /** The template's file, as it was given. */
  readonly file: string;
  readonly line: number;
  /** The logical id of the resource, or the name of the function in serverless.yml: `OrdersFunction`. */
  readonly resource: string;
  /** The type of the resource, where all of it is the gap: `AWS::DynamoDB::Table`. */
  readonly type?: string;
  /** The property of the resource, as a path: `Events.Upload`. Empty for the whole resource. */
  readonly property: string;
  readonly reason: string;
  /**
   * The effect on what runs here: something is missing, something is different from AWS, or the part has no effect on one
   * machine, such as a role.
   */
  readonly effect: "missing" | "different" | "none";
}

/** A resource, or a part of one, for the list of gaps. */
export interface GapSubject {
  readonly resource: string;
  readonly type?: string;
  readonly property: string;
  readonly position: Position;
}

/** Collects what is not taken from a template. */
export class Gaps {
  readonly #gaps: TemplateGap[] = [];

  /** In the order of the template. */
  get all(): readonly TemplateGap[] {
    return this.#gaps.toSorted((one, other) =>
      one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
    );
  }

  add(subject: GapSubject, reason: string, effect: TemplateGap["effect"] = "missing"): void {
    const { position, ...part } = subject;
    const gap = { ...position, ...part, reason, effect };
    const isKnown = this.#gaps.some((each) => placeOf(each) === placeOf(gap) && each.reason === reason);
    if (!isKnown) this.#gaps.push(gap);
  }
}

/** The place of a part, for messages: `template.yaml:12: OrdersFunction.Timeout`. */
export function placeOf({
  file,
  line,
  resource,
  property,
}: Pick<TemplateGap, "file" | "line" | "resource" | "property">): string {
  return `${file}:${line}: ${resource}${property === "" ? "" : `.${property}`}`;
}

/** Writes gaps as text, a line for each that matters and one for all that have no effect. */
export function describeGaps(gaps: readonly TemplateGap[]): string {
  const matter = gaps.filter(({ effect }) => effect !== "none");
  const counts = new Map<string, number>();
  for (const { resource, type, property, effect } of gaps) {
    if (effect !== "none") continue;
    // The type of a whole resource: the ids of a CDK application's roles mean nothing.
    const name = property === "" ? (type ?? resource) : (property.split(".").at(-1) ?? property);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const rest = [...counts].map(([name, count]) => (count === 1 ? name : `${name} (${count})`));
  return [
    ...matter.map(
      (gap) => `${placeOf(gap)}: ${gap.effect === "missing" ? "not taken" : "different"}: ${gap.reason}`,
    ),
    ...(rest.length === 0 ? [] : [`without an effect on one machine: ${rest.join(", ")}`]),
  ].join("\n");
}
