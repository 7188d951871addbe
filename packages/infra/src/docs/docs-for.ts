import type { Catalog } from "@faultwire/catalog";
import {
  type CatalogDescription,
  describeCatalog,
  type FaultDescription,
  type SchemaOptions,
} from "../description/describe-catalog.ts";
import { hoistSchema } from "../description/hoist-schema.ts";
import type { JsonSchema } from "../description/json-schema.ts";
import { schemaOfDetails } from "../description/schema-of-details.ts";
import { membersOf, typeOf } from "../typescript/type-of.ts";

/**
 * Writes an error reference in Markdown: a table of all faults, and a section for each with its message, whether to
 * try again, and its details.
 *
 * @throws TypeError for details that have no JSON Schema.
 * @example
 * writeFileSync("docs/errors.md", docsFor(Orders));
 */
export function docsFor(catalog: Catalog, options: SchemaOptions = {}): string {
  const description = describeCatalog(catalog, options);
  const sections = description.faults.map((fault) => sectionOf(fault));
  return [`# Errors of ${plainText(description.name)}`, overview(description), ...sections].join("\n\n");
}

function overview({ faults }: CatalogDescription): string {
  const rows = faults.map((fault) => [
    `[${plainText(fault.errorType)}](#${anchorOf(fault.errorType)})`,
    String(fault.status),
    retryOf(fault),
  ]);
  return table(["error", "status", "try again"], rows);
}

function sectionOf(fault: FaultDescription): string {
  const { errorType, status, message } = fault;
  const lines = [
    `- Status: ${status}`,
    `- Message: ${message === undefined ? "made of the details" : plainText(message)}`,
    `- Try again: ${retryOf(fault)}`,
  ];
  return [`## ${plainText(errorType)}`, lines.join("\n"), ...detailsOf(fault)].join("\n\n");
}

function retryOf({ retryable, isPromised }: FaultDescription): string {
  if (!retryable) return "no";
  return isPromised ? "yes, its author promises that it is safe" : "yes, where two runs do no harm";
}

function detailsOf(fault: FaultDescription): readonly string[] {
  const schema = schemaOfDetails("docsFor()", fault);
  if (schema === undefined) return [];
  const name = "Details";
  const [whole, ...others] = Object.entries(hoistSchema(schema, { name, base: "#" }));
  const optional = fault.details?.isOptional ? "Details, not always there:" : "Details:";
  return [
    optional,
    ...(whole === undefined ? [] : [schemaText(whole[1])]),
    ...others.flatMap(([other, each]) => [`\`${other}\`:`, schemaText(each)]),
  ];
}

function schemaText(schema: JsonSchema): string {
  const members = membersOf(schema.properties, schema.required);
  if (members.length === 0) return code(typeOf(schema));
  return table(
    ["member", "type", "always there"],
    members.map(({ name, isRequired, type }) => [
      code(name),
      typeCell(type, schema, name),
      isRequired ? "yes" : "no",
    ]),
  );
}

/** The type, and the format of a text where it has one. */
function typeCell(type: string, { properties }: JsonSchema, name: string): string {
  const { format } = Object(Object(properties)[name]);
  return typeof format === "string" ? `${code(type)}, ${plainText(format)}` : code(type);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** Code in a cell of a table, where a bar begins the next one; a backtick would end the code. */
function code(text: string): string {
  return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** A text that Markdown shows as it is. */
function plainText(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|~&]/g, "\\$&");
}

/** The anchor of a heading, as GitHub makes it. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\w-]/g, "");
}
