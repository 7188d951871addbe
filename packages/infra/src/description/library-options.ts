/**
 * The keyword of a schema with rules that JSON Schema cannot express, such as a function that checks a value. It names
 * the kinds of these rules.
 */
export const HIDDEN_RULES = "x-hidden-rules";

/**
 * The keyword of an object that sends members which its schema does not name, as they are in the value. Most libraries
 * leave them out.
 */
export const FURTHER_MEMBERS = "x-further-members";

const DATE = { type: "string", format: "date-time" };

/**
 * The options that make each library describe a Date by its JSON, allow anything where it has no JSON Schema, and mark
 * what the schema does not show.
 */
export const LIBRARY_OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  zod: {
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }: ZodNode) => {
      const { def } = zodSchema._zod;
      if (def.type === "date") Object.assign(jsonSchema, DATE);
      mark(jsonSchema, hiddenByZod(def));
    },
  },
  valibot: {
    errorMode: "ignore",
    overrideSchema: overrideValibot,
    overrideAction: ({ valibotAction: { type }, jsonSchema, errors }: ValibotNode) => {
      if (errors === undefined || HARMLESS_ACTIONS.test(type)) return undefined;
      const marked = { ...jsonSchema };
      mark(marked, [type]);
      return marked;
    },
  },
  arktype: {
    fallback: ({ code, base }: ArkTypeNode) => {
      if (code === "date") return { ...base, ...DATE };
      return code === "defaultValue" ? base : { ...base, [HIDDEN_RULES]: code };
    },
  },
};

/** As {@link LIBRARY_OPTIONS}, for what is sent: a member with a default is always there, which valibot does not write. */
export const OUTPUT_OPTIONS: typeof LIBRARY_OPTIONS = {
  ...LIBRARY_OPTIONS,
  valibot: { ...LIBRARY_OPTIONS.valibot, overrideSchema: sentByValibot },
};

function overrideValibot({ valibotSchema: { type }, jsonSchema, errors }: ValibotNode): object | undefined {
  if (type === "date") return DATE;
  if (type === "loose_object") return { ...jsonSchema, additionalProperties: {} };
  return errors === undefined ? undefined : { ...jsonSchema, [HIDDEN_RULES]: type };
}

function sentByValibot(node: ValibotNode): object | undefined {
  const own = overrideValibot(node);
  const { entries } = node.valibotSchema;
  const { required } = node.jsonSchema;
  if (entries === undefined || !Array.isArray(required)) return own;
  const made = Object.keys(entries).filter((name) => Object(entries[name]).default !== undefined);
  return { ...(own ?? node.jsonSchema), required: [...new Set([...required, ...made])] };
}

interface ZodNode {
  readonly zodSchema: { readonly _zod: { readonly def: ZodDefinition } };
  readonly jsonSchema: Record<string, unknown>;
}
interface ZodDefinition {
  readonly type: string;
  readonly check?: string;
  readonly checks?: readonly ZodCheck[];
  /** The parameters of a URL and of a JWT. */
  readonly hostname?: unknown;
  readonly protocol?: unknown;
  readonly alg?: unknown;
  /** The function of a text's own format. */
  readonly fn?: unknown;
}
interface ZodCheck {
  readonly _zod: { readonly def: ZodDefinition };
}
interface ValibotNode {
  readonly valibotSchema: {
    readonly type: string;
    /** The members of an object. */
    readonly entries?: Readonly<Record<string, unknown>>;
  };
  readonly valibotAction: { readonly type: string };
  readonly jsonSchema: Readonly<Record<string, unknown>>;
  /** The reasons why it cannot be converted. */
  readonly errors?: readonly string[];
}
interface ArkTypeNode {
  readonly code: string;
  readonly base: object;
}

/** The schemas and checks of zod that its JSON Schema shows whole. */
const SHOWN_BY_ZOD =
  /^(?:string|number|int|boolean|date|null|any|unknown|never|object|array|tuple|record|union|intersection|enum|literal|optional|nullable|default|prefault|nonoptional|readonly|lazy|catch|template_literal)$/;
const CHECKS_SHOWN_BY_ZOD =
  /^(?:less_than|greater_than|multiple_of|number_format|min_length|max_length|length_equals|string_format|overwrite)$/;
/** Those that change a value and refuse none, and those for people. */
const HARMLESS_ACTIONS =
  /^(?:brand|flavor|readonly|trim(?:_start|_end)?|to_lower_case|to_upper_case|normalize|title|description|examples|metadata)$/;

function hiddenByZod(definition: ZodDefinition): readonly string[] {
  const { type, checks = [] } = definition;
  const own = SHOWN_BY_ZOD.test(type) ? [] : [type];
  const hidden = checks.flatMap(({ _zod: { def } }) => {
    const { check = "custom" } = def;
    const isShown = CHECKS_SHOWN_BY_ZOD.test(check) && type !== "date";
    return isShown ? hiddenInFormat(def) : [check];
  });
  return [...own, ...hiddenInFormat(definition), ...hidden];
}

function hiddenInFormat({ hostname, protocol, alg, fn }: ZodDefinition): readonly string[] {
  const isHidden = [hostname, protocol, alg, fn].some((each) => each !== undefined);
  return isHidden ? ["string_format"] : [];
}

function mark(schema: Record<string, unknown>, rules: readonly string[]): void {
  if (rules.length === 0) return;
  const { [HIDDEN_RULES]: known } = schema;
  schema[HIDDEN_RULES] = [...(typeof known === "string" ? [known] : []), ...rules].join(", ");
}
