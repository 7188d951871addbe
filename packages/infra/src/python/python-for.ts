import type { Catalog } from "@faultwire/catalog";
import { describeCatalog, type SchemaOptions } from "../description/describe-catalog.ts";
import {
  type CatalogShapes,
  catalogShapes,
  namedTypesOf,
  type TypedFault,
} from "../shapes/catalog-shapes.ts";
import { pascalCase } from "../shapes/names.ts";
import type { RecordShape } from "../shapes/shape.ts";
import { commentText } from "../shapes/texts.ts";
import { PYTHON_BASE, PYTHON_CLASSES } from "./python-base.ts";
import {
  annotationOf,
  attributesOf,
  isFlat,
  memberTable,
  shapeTuple,
  textLiteral,
} from "./python-members.ts";
import { PYTHON_BUILTINS, PYTHON_KEYWORDS } from "./python-names.ts";
import { PYTHON_READER } from "./python-reader.ts";
import { PYTHON_TYPES } from "./python-types.ts";
import { PYTHON_WRITER } from "./python-writer.ts";

const DEFINED = /^(?:def|class) (\w+)|^(\w+)(?:: | = )/gm;
const OPTIONS = [
  "retry_after: _typing.Optional[float] = None",
  "request_id: _typing.Optional[str] = None",
] as const;

/**
 * Writes a Python module of a catalog, of the standard library alone: an exception for each fault, which a Lambda
 * function raises with its details, and `parse_function_error()` and `parse_http_error()`, which read those of any function.
 *
 * @throws TypeError naming the fault, and the member of its details, that Python cannot have.
 * @example
 * writeFileSync("faults.py", pythonFor(Orders));
 */
export function pythonFor(catalog: Catalog, options: SchemaOptions = {}): string {
  const description = describeCatalog(catalog, options);
  const base = `${pascalCase(description.name, "Catalog")}Fault`;
  const parts = [PYTHON_CLASSES, PYTHON_WRITER, PYTHON_TYPES, PYTHON_READER].map((part) =>
    part.trim().replaceAll("BASE", base).replaceAll("CATALOG", docText(description.name)),
  );
  const defined = [...parts.join("\n").matchAll(DEFINED)].map(([, name, other]) => String(name ?? other));
  const shapes = catalogShapes(description, {
    where: "pythonFor()",
    reserved: [...PYTHON_KEYWORDS, ...PYTHON_BUILTINS, ...defined, ...TABLES],
    typeName: ({ errorType }, names) => names.take(errorType.replace(/\W/g, "_")),
  });
  const [classes = "", ...others] = parts;
  return [
    `"""Faults of the catalog ${docText(description.name)}: for functions that raise them, and for their callers."""\n`,
    PYTHON_BASE.trimStart(),
    ...[
      classes,
      ...recordsOf(shapes).map(recordClass),
      ...shapes.faults.map((fault) => faultClass(fault, base)),
    ],
    ...[tables(shapes), ...others],
  ].join("\n\n");
}

/** The objects that have a class of their own: the members of a fault's details are its own attributes. */
function recordsOf({ faults }: CatalogShapes): readonly RecordShape[] {
  const shapes = faults.flatMap((fault) =>
    isFlat(fault) ? fault.shape.members.map(({ shape }) => shape) : [fault.shape],
  );
  return namedTypesOf(shapes).records;
}

/** The tables that the part of every file reads. */
const TABLES = ["_FAULTS", "_ALIASES", "_MEMBERS", "_SHAPES", "_OPTIONAL"];

function recordClass(record: RecordShape): string {
  const attributes = attributesOf(record, []);
  // A dataclass has the members that must be there first.
  const sorted = [...attributes].sort((one, other) => Number(other.isRequired) - Number(one.isRequired));
  const fields = sorted.flatMap(({ attribute, description, ...member }) => [
    `    ${attribute}: ${annotationOf(member)}${member.isRequired ? "" : " = None"}`,
    ...(description === undefined ? [] : [`    """${docText(description)}"""`]),
  ]);
  const doc = record.description === undefined ? [] : [`    """${docText(record.description)}"""`];
  return ["@_dataclasses.dataclass(frozen=True)", `class ${record.typeName}:`, ...doc, ...fields].join("\n");
}

function faultClass(fault: TypedFault, base: string): string {
  const { typeName, errorType, status, retryable, message } = fault;
  const attributes = parametersOf(fault);
  const parameters = [
    ...["self", message === undefined ? "message: str" : `message: str = ${textLiteral(message)}`, "*"],
    ...attributes.map(({ attribute, annotation, fallback = "" }) => `${attribute}: ${annotation}${fallback}`),
    ...OPTIONS,
  ];
  return [
    `class ${typeName}(${base}):`,
    `    """${docOf(fault)}"""\n`,
    `    error_type = ${textLiteral(errorType)}`,
    `    status = ${status}`,
    `    retryable = ${retryable ? "True" : "False"}\n`,
    `    def __init__(\n${parameters.map((parameter) => `        ${parameter},`).join("\n")}\n    ) -> None:`,
    ...attributes.map(({ attribute }) => `        self.${attribute} = ${attribute}`),
    "        super().__init__(message, retry_after=retry_after, request_id=request_id)",
    // The name that Lambda sends, where it cannot be a name of Python.
    ...(typeName === errorType ? [] : [`\n\n${typeName}.__name__ = ${textLiteral(errorType)}`]),
  ].join("\n");
}

interface Parameter {
  readonly attribute: string;
  readonly annotation: string;
  readonly fallback?: string;
}

function parametersOf(fault: TypedFault): readonly Parameter[] {
  if (isFlat(fault)) {
    return attributesOf(fault.shape, FAULT_ATTRIBUTES).map(({ attribute, ...member }) => ({
      ...{ attribute, annotation: annotationOf(member) },
      ...(!member.isRequired && { fallback: " = None" }),
    }));
  }
  const { shape, details } = fault;
  if (shape === undefined) return [];
  const annotation = annotationOf({ shape, isRequired: !details?.isOptional });
  return [{ attribute: "details", annotation, ...(details?.isOptional && { fallback: " = _ABSENT" }) }];
}

/** The attributes that every fault has. */
const FAULT_ATTRIBUTES = [
  ...["self", "message", "error_type", "status", "retryable", "retry_after", "request_id", "payload"],
  ...["details", "args", "with_traceback", "add_note"],
];

function docOf({ errorType, status, retryable, message, shape, details }: TypedFault): string {
  const described = shape?.kind === "record" ? shape.members : [];
  const lines = [
    `${docText(errorType)}: HTTP status ${status}${retryable ? "; the same request may succeed later" : ""}.`,
    ...(message === undefined ? [] : [`Message: ${docText(message)}`]),
    ...described.flatMap(({ name, description }) =>
      description === undefined || details?.isOptional ? [] : [`${docText(name)}: ${docText(description)}`],
    ),
  ];
  return lines.length === 1 ? lines.join("") : `${lines.join("\n\n    ")}\n    `;
}

function tables(shapes: CatalogShapes): string {
  const { faults } = shapes;
  const flat = faults.filter(isFlat);
  const whole = faults.filter((fault) => fault.shape !== undefined && !isFlat(fault));
  const optional = whole.filter(({ details }) => details?.isOptional);
  const aliases = faults.flatMap(({ aliases: names = [], typeName }) =>
    names.map((name) => [name, typeName]),
  );
  const entry = (name: string, value: string) => `    ${name}: ${value},`;
  const table = (name: string, type: string, entries: readonly string[]) =>
    `${name}: ${type} = {${entries.length === 0 ? "" : `\n${entries.join("\n")}\n`}}`;
  const byName = "_typing.Dict[str, _typing.Any]";
  const byClass = "_typing.Dict[type, _Table]";
  return [
    table(
      "_FAULTS",
      byName,
      faults.map(({ errorType, typeName }) => entry(textLiteral(errorType), typeName)),
    ),
    table(
      "_ALIASES",
      byName,
      aliases.map(([name = "", typeName = ""]) => entry(textLiteral(name), typeName)),
    ),
    table("_MEMBERS", byClass, [
      ...recordsOf(shapes).map((record) => entry(record.typeName, memberTable(record, []))),
      ...flat.map(({ typeName, shape }) => entry(typeName, memberTable(shape, FAULT_ATTRIBUTES))),
    ]),
    table(
      "_SHAPES",
      byClass,
      whole.map(({ typeName, shape }) => entry(typeName, shape ? shapeTuple(shape) : "")),
    ),
    `_OPTIONAL: _typing.FrozenSet[type] = frozenset([${optional.map(({ typeName }) => typeName).join(", ")}])`,
  ].join("\n");
}

/** A text of the catalog inside of a docstring. */
function docText(text: string): string {
  return commentText(text).replace(/["\\]/g, "\\$&");
}
