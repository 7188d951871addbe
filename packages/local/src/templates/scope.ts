import type { JavaMap, Value } from "./java-values.ts";
import type { Node } from "./template-nodes.ts";

/** A member of a variable that is not a map; a property takes no arguments. */
export type Member = (...given: readonly Value[]) => Value;

/** The values that a template is rendered with. */
export interface ScopeOptions {
  /** Members of variables that are not maps, by variable: `$input`, `$util`. */
  readonly members: ReadonlyMap<string, Readonly<Record<string, Member>>>;
  readonly variables: Map<string, Value>;
  /** Maps whose members may be set once. */
  readonly once: ReadonlySet<JavaMap>;
}

/** The values of a template that is being rendered. */
export interface TemplateScope extends ScopeOptions {
  /** The blocks of `#define`, rendered anew wherever their name is written; undefined while a block is rendered. */
  readonly blocks: Map<string, readonly Node[] | undefined>;
  /** Renders the template inside a text in double quotes. */
  readonly render: (nodes: readonly Node[], scope: TemplateScope) => string;
}

/** A member of `$context.responseOverride` was set twice, which API Gateway answers with an error. */
export class OverriddenTwice extends Error {
  override readonly name = "OverriddenTwice";
}
