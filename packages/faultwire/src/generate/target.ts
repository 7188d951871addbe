import type { ParseArgsConfig } from "node:util";
import type { Catalog } from "@faultwire/catalog";
import type { SchemaOptions } from "@faultwire/infra";

/** The options that only some targets take, as `parseArgs` reads them. */
export const TARGET_OPTIONS = {
  body: { type: "string" },
  format: { type: "string" },
  function: { type: "string" },
  wire: { type: "string" },
  idempotent: { type: "string" },
  jsonata: { type: "boolean" },
  next: { type: "string" },
  others: { type: "string" },
  namespace: { type: "string" },
  "log-group": { type: "string", multiple: true },
  dimension: { type: "string", multiple: true },
  faults: { type: "string" },
  action: { type: "string", multiple: true },
  period: { type: "string" },
  threshold: { type: "string", multiple: true },
  header: { type: "string", multiple: true },
  "success-status": { type: "string" },
  package: { type: "string" },
  diagnostic: { type: "string" },
} as const satisfies ParseArgsConfig["options"];

/** The values of {@link TARGET_OPTIONS} that were given. */
export type TargetValues = {
  readonly [Name in keyof Options]?: ValueOf<Options[Name]>;
};

type Options = typeof TARGET_OPTIONS;

type ValueOf<Option> = Option extends { type: "boolean" }
  ? boolean
  : Option extends { multiple: true }
    ? readonly string[]
    : string;

/** The product of a target: JSON with a member for the note on its first line, or a text with a comment. */
export type GenerateOutput =
  | { readonly json: object; readonly note: string }
  | { readonly text: string; readonly comment: (note: string) => string };

/** A thing that `faultwire generate` makes of a catalog. */
export interface GenerateTarget {
  /** One line for the help. */
  readonly summary: string;
  /** Those of {@link TARGET_OPTIONS} that it takes. */
  readonly options: readonly (keyof TargetValues)[];
  /** @throws TypeError for a catalog of which it cannot be made. */
  readonly make: (catalog: Catalog, values: TargetValues, schemas: SchemaOptions) => GenerateOutput;
}
