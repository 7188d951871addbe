import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import { describeCatalog, type SchemaOptions } from "../description/describe-catalog.ts";
import { catalogShapes, namedTypesOf, type TypedFault } from "../shapes/catalog-shapes.ts";
import { pascalCase, UniqueNames } from "../shapes/names.ts";
import type { RecordShape } from "../shapes/shape.ts";
import { commentText } from "../shapes/texts.ts";
import { wireNameOf } from "../shapes/wire-name.ts";
import { RUBY_BASE } from "./ruby-base.ts";
import {
  attributesOf,
  FAULT_METHODS,
  isFlat,
  membersConstant,
  RUBY_CONSTANTS,
  shapeArray,
  textLiteral,
} from "./ruby-members.ts";

/** The options of {@link rubyFor}. */
export interface RubyOptions extends SchemaOptions {
  /**
   * The module that has the faults.
   *
   * @default that of the catalog: `OrdersFaults` of `orders`
   */
  readonly package?: string | undefined;
}

const MODULE = /^[A-Z]\w*(?:::[A-Z]\w*)*$/;

/**
 * Writes a Ruby file of a catalog, of the standard library alone: an exception for each fault, which a Lambda function raises
 * with its details.
 *
 * @throws TypeError naming the fault, and the member of its details, that Ruby cannot have.
 * @example
 * writeFileSync("faults.rb", rubyFor(Orders));
 */
export function rubyFor(catalog: Catalog, options: RubyOptions = {}): string {
  checkOptions("rubyFor()", options, ["toStandardJsonSchema", "package"]);
  const { package: given, ...rest } = options;
  const description = describeCatalog(catalog, rest);
  const name = pascalCase(description.name, "Catalog");
  const moduleName = given ?? `${name}Faults`;
  if (!MODULE.test(moduleName))
    throw new TypeError(`rubyFor(): package is a module such as OrdersFaults; it is ${describe(moduleName)}`);
  const base = `${name}Fault`;
  const reserved = [...RUBY_CONSTANTS, base];
  const taken = new UniqueNames(reserved);
  const { faults } = catalogShapes(description, {
    ...{ where: "rubyFor()", reserved },
    typeName: (fault, names) =>
      names.take(
        wireNameOf(fault, {
          where: "rubyFor()",
          isPossible: (each) => /^[A-Z]\w*$/.test(each) && !taken.has(each),
          needed: "Lambda's runtime of Ruby sends the name of a class",
        }),
      ),
  });
  const inner = faults.flatMap((fault) =>
    isFlat(fault) ? fault.shape.members.map(({ shape }) => shape) : [fault.shape],
  );
  const parts = [
    RUBY_BASE.trim().replaceAll("BASE", base).replaceAll("CATALOG", commentText(description.name)),
    ...namedTypesOf(inner).records.map(recordClass),
    ...faults.map((fault) => faultClass(fault, base)),
  ];
  const modules = moduleName.split("::");
  return [
    "# frozen_string_literal: true\n",
    `# Faults of the catalog ${commentText(description.name)}, for functions that raise them.`,
    ...modules.map((each) => `module ${each}`),
    parts.join("\n\n").replace(/^(?=.)/gm, "  "),
    ...modules.map(() => "end"),
  ].join("\n");
}

function recordClass(record: RecordShape): string {
  const attributes = attributesOf(record, []);
  return [
    `# ${record.description === undefined ? "Details of a fault" : commentText(record.description)}.`,
    `class ${record.typeName}`,
    `  ${membersConstant(attributes)}`,
    `  attr_reader ${attributes.map(({ attribute }) => `:${attribute}`).join(", ")}\n`,
    `  def initialize(${attributes.map(({ attribute, isRequired }) => `${attribute}:${isRequired ? "" : " nil"}`).join(", ")})`,
    ...attributes.map(({ attribute }) => `    @${attribute} = ${attribute}`),
    "    freeze\n  end\nend",
  ].join("\n");
}

function faultClass(fault: TypedFault, base: string): string {
  const { typeName, errorType, status, retryable, message, shape, details } = fault;
  const attributes = isFlat(fault) ? attributesOf(fault.shape, FAULT_METHODS) : [];
  const isWhole = shape !== undefined && !isFlat(fault);
  const parameters = [
    message === undefined ? "text" : `text = ${textLiteral(message)}`,
    ...attributes.map(({ attribute, isRequired }) => `${attribute}:${isRequired ? "" : " nil"}`),
    ...(isWhole ? [details?.isOptional ? "details: ABSENT" : "details:"] : []),
    ...["retry_after: nil", "request_id: nil"],
  ];
  const names = [...attributes.map(({ attribute }) => attribute), ...(isWhole ? ["details"] : [])];
  return [
    `# ${commentText(errorType)}: HTTP status ${status}${retryable ? "; the same request may succeed later" : ""}.`,
    ...(message === undefined ? [] : [`# Message: ${commentText(message)}`]),
    `class ${typeName} < ${base}`,
    `  ERROR_TYPE = ${textLiteral(errorType)}\n  WIRE_NAME = ${textLiteral(typeName)}`,
    `  STATUS = ${status}\n  RETRYABLE = ${retryable}`,
    ...(isFlat(fault) ? [`  ${membersConstant(attributes)}`] : []),
    ...(isWhole ? [`  SHAPE = ${shapeArray(shape)}.freeze`] : []),
    ...(names.length === 0 ? [] : [`  attr_reader ${names.map((name) => `:${name}`).join(", ")}`]),
    `\n  def initialize(${parameters.join(", ")})`,
    ...names.map((name) => `    @${name} = ${name}`),
    "    super(text, retry_after: retry_after, request_id: request_id)",
    ...(isWhole && details?.isOptional ? ["    @details = nil if ABSENT.equal?(@details)"] : []),
    "  end\nend",
  ].join("\n");
}
