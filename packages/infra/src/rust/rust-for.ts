import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import {
  describeCatalog,
  type FaultDescription,
  type SchemaOptions,
} from "../description/describe-catalog.ts";
import { catalogShapes, namedTypesOf, type TypedFault } from "../shapes/catalog-shapes.ts";
import { pascalCase, snakeCase, UniqueNames } from "../shapes/names.ts";
import type { ChoiceShape, RecordShape } from "../shapes/shape.ts";
import { commentText } from "../shapes/texts.ts";
import { RUST_BASE } from "./rust-base.ts";
import { fieldType, RUST_KEYWORDS, RUST_TYPES, rustType, textLiteral } from "./rust-members.ts";

/** The options of {@link rustFor}. */
export interface RustOptions extends SchemaOptions {
  /**
   * The type that Lambda's runtime makes of an error, `lambda_runtime::Diagnostic`: the file then has the conversions to it.
   *
   * @default none: the file needs the standard library alone
   */
  readonly diagnostic?: string | undefined;
}

const PATH = /^(?:::)?\w+(?:::\w+)*$/;

/**
 * Writes a Rust module of a catalog: a type for each fault, which implements `std::error::Error`, and an enum of all. What the
 * runtime sends of them is `error_type()` and `error_message()`.
 *
 * @throws TypeError naming the fault, and the member of its details, that Rust cannot have.
 * @example
 * writeFileSync("src/faults.rs", rustFor(Orders, { diagnostic: "lambda_runtime::Diagnostic" }));
 */
export function rustFor(catalog: Catalog, options: RustOptions = {}): string {
  checkOptions("rustFor()", options, ["toStandardJsonSchema", "diagnostic"]);
  const { diagnostic, ...rest } = options;
  if (diagnostic !== undefined && !PATH.test(diagnostic))
    throw new TypeError(
      `rustFor(): diagnostic is a path such as lambda_runtime::Diagnostic; it is ${describe(diagnostic)}`,
    );
  const description = describeCatalog(catalog, rest);
  const base = `${pascalCase(description.name, "Catalog")}Fault`;
  const { faults } = catalogShapes(description, {
    ...{ where: "rustFor()", reserved: [...RUST_KEYWORDS, ...RUST_TYPES, base] },
    typeName: ({ errorType }: FaultDescription, names) =>
      names.take(/^[A-Z][A-Za-z0-9]*$/.test(errorType) ? errorType : pascalCase(errorType)),
  });
  const types = namedTypesOf(faults.map(({ shape }) => shape));
  const name = commentText(description.name);
  return [
    `//! Faults of the catalog ${name}, for functions that return them.\n`,
    "#![allow(dead_code)]\n",
    "use std::collections::BTreeMap;\nuse std::fmt;\nuse std::time::{SystemTime, UNIX_EPOCH};\n",
    `${enumOf(faults, { base, name })}\n`,
    ...faults.map((fault) => `${faultStruct(fault, base)}\n`),
    ...(diagnostic === undefined
      ? []
      : [base, ...faults.map(({ typeName }) => typeName)].map((type) => `${conversion(type, diagnostic)}\n`)),
    ...types.records.map((record) => `${recordStruct(record)}\n`),
    ...types.choices.map((choice) => `${choiceEnum(choice)}\n`),
    RUST_BASE.trim(),
  ].join("\n");
}

interface OfAll {
  readonly base: string;
  readonly name: string;
}

function enumOf(faults: readonly TypedFault[], { base, name }: OfAll): string {
  const each = (write: (typeName: string) => string) => faults.map(({ typeName }) => write(typeName));
  const by = (method: string) =>
    faults.length === 0
      ? "match *self {}"
      : `match self {\n${each((type) => `            ${base}::${type}(fault) => fault.${method}(),`).join("\n")}\n        }`;
  return [
    `/// A fault of the catalog ${name}.`,
    `#[derive(Debug, Clone, PartialEq)]\npub enum ${base} {`,
    ...each((type) => `    ${type}(${type}),`),
    "}\n",
    `impl ${base} {`,
    `    /// The name of the fault.\n    pub fn error_type(&self) -> &'static str {\n        ${by("error_type")}\n    }\n`,
    `    /// The JSON that a Lambda function sends, with the details.\n    pub fn error_message(&self) -> String {\n        ${by("error_message")}\n    }\n}\n`,
    `impl fmt::Display for ${base} {\n    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {`,
    faults.length === 0
      ? "        let _ = out;\n        match *self {}"
      : `        match self {\n${each((type) => `            ${base}::${type}(fault) => fault.fmt(out),`).join("\n")}\n        }`,
    `    }\n}\n\nimpl std::error::Error for ${base} {}`,
  ].join("\n");
}

function faultStruct(fault: TypedFault, base: string): string {
  const { typeName, errorType, status, retryable, message, shape, details } = fault;
  const isOptional = details?.isOptional === true;
  const type = shape && (isOptional ? fieldType({ shape, isRequired: false }) : rustType(shape));
  const parameters = [
    ...(message === undefined ? ["message: impl Into<String>"] : []),
    ...(type === undefined ? [] : [`details: ${type}`]),
  ];
  const text = message === undefined ? "message.into()" : `${textLiteral(message)}.to_string()`;
  const sent =
    type === undefined
      ? "None"
      : isOptional
        ? "self.details.clone().map(Into::into)"
        : "Some(self.details.clone().into())";
  return [
    `/// The fault ${commentText(errorType)}, of HTTP status ${status}${retryable ? "; the same request may succeed later" : ""}.`,
    `#[derive(Debug, Clone, PartialEq)]\npub struct ${typeName} {`,
    "    /// One line for people.\n    pub message: String,",
    "    /// Seconds to wait before the next try.\n    pub retry_after: Option<u64>,",
    "    /// The id of the invocation, which callers see.\n    pub request_id: Option<String>,",
    ...(type === undefined ? [] : [`    pub details: ${type},`]),
    `}\n\nimpl ${typeName} {`,
    `    pub const STATUS: u16 = ${status};\n    pub const RETRYABLE: bool = ${retryable};\n`,
    ...(parameters.length === 0 ? ["    #[allow(clippy::new_without_default)]"] : []),
    `    pub fn new(${parameters.join(", ")}) -> Self {`,
    `        ${typeName} {\n            message: ${text},\n            retry_after: None,\n            request_id: None,`,
    ...(type === undefined ? [] : ["            details,"]),
    "        }\n    }\n",
    "    /// Sets the seconds that a caller should wait.\n    pub fn after(mut self, seconds: u64) -> Self {\n        self.retry_after = Some(seconds);\n        self\n    }\n",
    `    /// The name of the fault.\n    pub fn error_type(&self) -> &'static str {\n        ${textLiteral(errorType)}\n    }\n`,
    "    /// The JSON that a Lambda function sends, with the details.\n    pub fn error_message(&self) -> String {\n        custom_object(Sent {",
    "            error_type: self.error_type(),\n            status: Self::STATUS,\n            message: &self.message,",
    "            retry_after: self.retry_after,\n            request_id: self.request_id.as_deref(),",
    `            details: ${sent},\n        })\n    }\n}\n`,
    `impl fmt::Display for ${typeName} {\n    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {\n        out.write_str(&self.message)\n    }\n}\n`,
    `impl std::error::Error for ${typeName} {}\n`,
    `impl From<${typeName}> for ${base} {\n    fn from(fault: ${typeName}) -> Self {\n        ${base}::${typeName}(fault)\n    }\n}`,
  ].join("\n");
}

function conversion(type: string, diagnostic: string): string {
  return [
    `impl From<${type}> for ${diagnostic} {\n    fn from(fault: ${type}) -> Self {`,
    "        Self {\n            error_type: fault.error_type().into(),\n            error_message: fault.error_message(),\n        }",
    "    }\n}",
  ].join("\n");
}

function recordStruct({ typeName, description, members }: RecordShape): string {
  const names = new UniqueNames(RUST_KEYWORDS);
  const fields = members.map((member) => ({ ...member, field: names.take(snakeCase(member.name)) }));
  const pushes = fields.map(({ field, name, isRequired }) => {
    const entry = (value: string) => `members.push((${textLiteral(name)}.to_string(), ${value}.into()));`;
    return isRequired
      ? `        ${entry(`details.${field}`)}`
      : `        if let Some(member) = details.${field} {\n            ${entry("member")}\n        }`;
  });
  return [
    `/// ${description === undefined ? "Details of a fault" : commentText(description)}.`,
    `#[derive(Debug, Clone, PartialEq)]\npub struct ${typeName} {`,
    ...fields.flatMap(({ field, description: text, ...member }) => [
      ...(text === undefined ? [] : [`    /// ${commentText(text)}`]),
      `    pub ${field}: ${fieldType(member)},`,
    ]),
    `}\n\nimpl From<${typeName}> for Json {\n    fn from(details: ${typeName}) -> Self {`,
    "        let mut members: Vec<(String, Json)> = Vec::new();",
    ...pushes,
    "        Json::Object(members)\n    }\n}",
  ].join("\n");
}

function choiceEnum({ typeName, values }: ChoiceShape): string {
  const names = new UniqueNames(["Self"]);
  const variants = values.map((value) => ({ value, variant: names.take(pascalCase(value, "Value")) }));
  return [
    `/// One of several texts.\n#[derive(Debug, Clone, Copy, PartialEq, Eq)]\npub enum ${typeName} {`,
    ...variants.map(({ variant }) => `    ${variant},`),
    `}\n\nimpl From<${typeName}> for Json {\n    fn from(choice: ${typeName}) -> Self {\n        match choice {`,
    ...variants.map(
      ({ variant, value }) => `            ${typeName}::${variant} => ${textLiteral(value)}.into(),`,
    ),
    "        }\n    }\n}",
  ].join("\n");
}
