import { accept, type Cursor, take } from "../java-regex/cursor.ts";
import { refuse } from "./refuse.ts";
import type { Node, Reference } from "./template-nodes.ts";

/** The variables that a template gets from outside, as far as parsing it depends on them. */
export interface TemplateVariables {
  /**
   * Checks the names in a reference.
   *
   * @throws TypeError for a member that does not exist.
   */
  readonly check: (cursor: Cursor, reference: Reference) => void;
  /** The names of the variables that are there without a `#set`. */
  readonly names: ReadonlySet<string>;
  /** Whether `#set` must not replace the variable. */
  readonly isReadOnly: (variable: string) => boolean;
}

/** A place in a template that is being parsed. */
export interface TemplateCursor extends Cursor {
  readonly variables: TemplateVariables;
  /** Parses the template inside a text in double quotes. */
  readonly parseInner: (text: string) => readonly Node[];
}

/** Steps over white space. */
export function skipSpace(cursor: Cursor): void {
  take(cursor, /\s*/y);
}

/**
 * Steps over white space and these words.
 *
 * @throws TypeError where the text goes on otherwise.
 */
export function expect(cursor: Cursor, wanted: string): void {
  skipSpace(cursor);
  if (!accept(cursor, wanted)) refuse(cursor, `a ${wanted} is missing`);
}
