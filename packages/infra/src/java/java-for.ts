import type { Catalog } from "@faultwire/catalog";
import { checkOptions, describe } from "@faultwire/catalog/internal";
import { describeCatalog, type SchemaOptions } from "../description/describe-catalog.ts";
import { catalogShapes, namedTypesOf, type TypedFault } from "../shapes/catalog-shapes.ts";
import { pascalCase, UniqueNames, wordsOf } from "../shapes/names.ts";
import type { ChoiceShape, RecordShape } from "../shapes/shape.ts";
import { wireNameOf } from "../shapes/wire-name.ts";
import { JAVA_BASE } from "./java-base.ts";
import { componentsOf, docText, isReference, JAVA_WORDS, javaType, textLiteral } from "./java-members.ts";

/** The options of {@link javaFor}. */
export interface JavaOptions extends SchemaOptions {
  /**
   * The package, such as `com.acme.orders`.
   *
   * @default none
   */
  readonly package?: string | undefined;
}

const PACKAGE = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/;
const TAKEN = ["Members", "Choice", "ABSENT", "DATE", "CUSTOM_LIMIT", "MESSAGE_LIMIT", "LINE_BREAKS"];

/**
 * Writes a Java class of a catalog, of the standard library of Java 17 alone: inside of it is an exception for each fault, which
 * a Lambda function throws with its details. The file has the name of the class: `OrdersFault.java` for a catalog `orders`.
 *
 * @throws TypeError naming the fault, and the member of its details, that Java cannot have.
 * @example
 * writeFileSync("src/main/java/com/acme/OrdersFault.java", javaFor(Orders, { package: "com.acme" }));
 */
export function javaFor(catalog: Catalog, options: JavaOptions = {}): string {
  checkOptions("javaFor()", options, ["toStandardJsonSchema", "package"]);
  const { package: packageName, ...rest } = options;
  const isPackage = packageName === undefined || PACKAGE.test(packageName);
  if (!isPackage || packageName?.split(".").some((word) => JAVA_WORDS.includes(word)))
    throw new TypeError(`javaFor(): package is a name such as com.acme; it is ${describe(packageName)}`);
  const description = describeCatalog(catalog, rest);
  const base = `${pascalCase(description.name, "Catalog")}Fault`;
  const reserved = [...JAVA_WORDS, ...TAKEN, base];
  const words = new UniqueNames(reserved);
  const { faults } = catalogShapes(description, {
    ...{ where: "javaFor()", reserved },
    typeName: (fault, names) =>
      names.take(
        wireNameOf(fault, {
          where: "javaFor()",
          isPossible: (name) => /^[A-Za-z_]\w*$/.test(name) && !words.has(name),
          needed: "Lambda's runtime of Java sends the name of a class",
        }),
      ),
  });
  const types = namedTypesOf(faults.map(({ shape }) => shape));
  const members = [
    ...faults.map((fault) => faultClass(fault, base)),
    ...types.records.map(recordType),
    ...types.choices.map(choiceType),
  ];
  const whole = JAVA_BASE.trim().replaceAll("BASE", base).replaceAll("CATALOG", docText(description.name));
  return [
    ...(packageName === undefined ? [] : [`package ${packageName};\n`]),
    `${whole}\n`,
    ...members.map((member) => `${member.replace(/^(?=.)/gm, "    ")}\n`),
    "}",
  ].join("\n");
}

function faultClass(fault: TypedFault, base: string): string {
  const { typeName, status, retryable, message, shape, details } = fault;
  const isOptional = details?.isOptional === true;
  const type = shape && javaType(shape, { isBoxed: isOptional });
  const parameter = type === undefined ? [] : [`${type} details`];
  const sent = isOptional ? "details == null ? ABSENT : details" : "details";
  return [
    `/** The fault ${docText(fault.errorType)}, of HTTP status ${status}${retryable ? "; the same request may succeed later" : ""}. */`,
    `public static final class ${typeName} extends ${base} {`,
    ...(type === undefined
      ? []
      : [`    private final ${isReference(type) ? "transient " : ""}${type} details;\n`]),
    ...shortConstructor({ typeName, message, parameter }),
    `    public ${typeName}(${["String message", ...parameter].join(", ")}) {`,
    `        super(${textLiteral(typeName)}, ${status}, ${retryable}, message, ${type === undefined ? "ABSENT" : sent});`,
    ...(type === undefined ? ["    }"] : detailsOf(type, isOptional)),
    "}",
  ].join("\n");
}

interface ShortConstructor {
  readonly typeName: string;
  readonly message: string | undefined;
  readonly parameter: readonly string[];
}

/** A constructor without a message, where the catalog has it. */
function shortConstructor({ typeName, message, parameter }: ShortConstructor): readonly string[] {
  if (message === undefined) return [];
  const given = [textLiteral(message), ...(parameter.length > 0 ? ["details"] : [])];
  return [`    public ${typeName}(${parameter.join(", ")}) {\n        this(${given.join(", ")});\n    }\n`];
}

function detailsOf(type: string, isOptional: boolean): readonly string[] {
  return [
    "        this.details = details;\n    }\n",
    `    /** Its details${isOptional ? ", or null" : ""}. */`,
    `    public ${type} details() {\n        return details;\n    }`,
  ];
}

function recordType(record: RecordShape): string {
  const components = componentsOf(record);
  const required = components.filter(({ isRequired, shape, type }) => {
    return isRequired && isReference(type) && shape.kind !== "nullable" && shape.kind !== "any";
  });
  const puts = components.map(({ component, name, isRequired }) => {
    const put = `members.put(${textLiteral(name)}, ${component});`;
    return `        ${isRequired ? "" : `if (${component} != null) `}${put}`;
  });
  return [
    "/**",
    ` * ${record.description === undefined ? "Details of a fault" : docText(record.description)}.`,
    ...(components.length > 0 ? [" *"] : []),
    ...components.map(
      ({ component, description, name, isRequired }) =>
        ` * @param ${component} ${description === undefined ? docText(name) : docText(description)}${isRequired ? "" : ", or null"}`,
    ),
    " */",
    `public record ${record.typeName}(${components.map(({ type, component }) => `${type} ${component}`).join(", ")})`,
    "        implements Members, java.io.Serializable {",
    ...(required.length === 0
      ? []
      : [
          `    public ${record.typeName} {`,
          ...required.map(
            ({ component, name }) =>
              `        java.util.Objects.requireNonNull(${component}, ${textLiteral(name)});`,
          ),
          "    }\n",
        ]),
    "    @Override\n    public java.util.Map<String, Object> members() {",
    "        java.util.Map<String, Object> members = new java.util.LinkedHashMap<>();",
    ...puts,
    "        return members;\n    }\n}",
  ].join("\n");
}

function choiceType({ typeName, values }: ChoiceShape): string {
  const names = new UniqueNames(JAVA_WORDS);
  const constants = values.map((value) => {
    const name = wordsOf(value).join("_").toUpperCase();
    return `    ${names.take(/^[A-Z]/.test(name) ? name : `VALUE_${name}`)}(${textLiteral(value)})`;
  });
  return [
    `/** One of several texts. */\npublic enum ${typeName} implements Choice {`,
    `${constants.join(",\n")};\n`,
    `    private final String value;\n\n    ${typeName}(String value) {\n        this.value = value;\n    }\n`,
    "    @Override\n    public String value() {\n        return value;\n    }\n}",
  ].join("\n");
}
